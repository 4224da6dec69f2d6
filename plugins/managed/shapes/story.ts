import { Type } from "typebox";
import { nullable, required } from "./fields.ts";
import { Media, ReleaseForm } from "./media.ts";

const place = required(Type.Number(), ["top", "left", "width", "height", "angle"]);

/** A story as its author sees it. */
export const Story = Type.Object(
  {
    ...required(Type.Number(), ["id", "userId"]),
    ...required(Type.Boolean(), ["isReady", "hasPost", "isWatched"]),
    media: Type.Array(Media),
    createdAt: Type.String(),
    ...required(Type.Number(), ["canvasHeight", "canvasWidth"]),
    question: Type.Optional(
      Type.Object({
        entity: Type.Object({
          id: Type.Number(),
          ...required(Type.String(), ["text", "createdAt"]),
        }),
        type: Type.String(),
        positions: Type.Object({
          zIndex: Type.Number(),
          ...required(nullable(Type.Number()), ["x", "y"]),
          ...place,
          color: Type.String(),
        }),
      }),
    ),
    viewersCount: Type.Number(),
    viewers: Type.Array(
      Type.Object({
        id: Type.Number(),
        ...required(Type.String(), ["name", "username", "avatar"]),
        avatarThumbs: Type.Object(required(Type.String(), ["c50", "c144"])),
        ...required(Type.Boolean(), [
          "isVerified",
          "canLookStory",
          "canCommentStory",
          "hasNotViewedStory",
          "isStoryLiked",
          "isStoryBlockedUser",
        ]),
      }),
    ),
    commentsCount: Type.Number(),
    ...required(Type.Boolean(), ["canDelete", "isHighlightCover", "isLastInHighlight"]),
    tipsAmount: Type.String(),
    ...required(Type.Number(), ["tipsAmountRaw", "tipsCount", "likesCount"]),
    releaseForms: Type.Array(ReleaseForm),
    post: Type.Optional(
      Type.Object({
        id: Type.Number(),
        author: Type.Optional(Type.Object({ id: Type.Number(), _view: Type.String() })),
        coordinateParams: Type.Optional(Type.Object({ ...place, scale: Type.Number() })),
      }),
    ),
    texts: Type.Array(
      Type.Object({
        text: Type.String(),
        position: Type.Object(required(Type.Number(), ["x", "y", "width", "height", "angle"])),
      }),
    ),
  },
  { title: "Story" },
);
