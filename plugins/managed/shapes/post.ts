import { Type } from "typebox";
import { optional, required } from "./fields.ts";
import { Media, ReleaseForm } from "./media.ts";

const common = {
  ...required(Type.Number(), ["id", "mediaCount"]),
  media: Type.Array(Media),
  author: Type.Optional(Type.Object({ id: Type.Number(), _view: Type.String() })),
  ...required(Type.String(), ["responseType", "postedAt", "postedAtPrecise", "tipsAmount"]),
  ...required(Type.Boolean(), [
    "canDelete",
    "canEdit",
    "canViewMedia",
    "isMarkdownDisabled",
    "isOpened",
    "canToggleFavorite",
    "isMediaReady",
  ]),
};
const content = {
  ...required(Type.String(), ["text", "rawText"]),
  ...required(Type.Boolean(), ["isFavorite", "canComment"]),
  favoritesCount: Type.Number(),
};

/** The poll under a post, if it has one. */
export const voting = {
  hasVoting: Type.Optional(Type.Boolean()),
  votingType: Type.Optional(Type.Number()),
  voting: Type.Optional(
    Type.Object({
      finishedAt: Type.String(),
      options: Type.Array(
        Type.Object({
          id: Type.Number(),
          text: Type.Optional(Type.String()),
          ...optional(Type.Number(), ["count", "percent"]),
          isWinner: Type.Optional(Type.Boolean()),
        }),
      ),
      total: Type.Number(),
    }),
  ),
};

/** A post as lists show it. */
export const Post = Type.Object({ ...common, ...content }, { title: "Post" });

/** One post in full, with what its owner may change. */
export const PostDetail = Type.Object(
  {
    ...common,
    ...content,
    price: Type.Optional(Type.Number()),
    releaseForms: Type.Array(ReleaseForm),
    ...required(Type.Boolean(), ["canEditText", "canEditMedia", "canEditSchedule", "canEditVote"]),
    preview: Type.Array(Type.Number()),
    ...voting,
  },
  { title: "PostDetail" },
);

/** How much of each kind an account has published. */
export const PostCounters = Type.Object(
  required(Type.Number(), [
    "audiosCount",
    "photosCount",
    "videosCount",
    "mediasCount",
    "postsCount",
    "streamsCount",
    "archivedPostsCount",
    "privateArchivedPostsCount",
  ]),
);
