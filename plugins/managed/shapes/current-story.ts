import { Type } from "typebox";
import { nullable, optional } from "./fields.ts";
import { Media } from "./media.ts";

/** A story as far as those who watch it see it. */
export const Story = Type.Object(
  {
    id: Type.Number(),
    userId: Type.Number(),
    isReady: Type.Boolean({ default: true }),
    media: Type.Array(Media),
    createdAt: Type.String(),
    ...optional(Type.Boolean(), ["hasPost", "isWatched", "canLike", "isLiked"]),
    question: Type.Optional(nullable(Type.Unknown())),
  },
  { title: "Story" },
);
