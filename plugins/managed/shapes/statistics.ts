import { Type } from "typebox";
import { Points } from "./chart.ts";
import { nullable, optional, required } from "./fields.ts";
import { Media, ReleaseForm } from "./media.ts";
import { Post, voting } from "./post.ts";

const thumbs = Type.Object(required(Type.String(), ["c50", "c144"]));

/** A user as lists of people name them. */
export const UserBrief = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["username", "name"]),
    isVerified: Type.Boolean(),
    avatar: nullable(Type.String()),
    avatarThumbs: Type.Optional(nullable(thumbs)),
  },
  { title: "UserBrief" },
);

const counts = {
  isAvailable: Type.Boolean({ default: true }),
  hasStats: Type.Boolean(),
  hasVideo: Type.Optional(Type.Boolean()),
  ...required(Type.Number(), ["lookCount", "uniqueLookCount"]),
  ...required(Points, ["uniqueLookChart", "lookChart"]),
  ...required(Type.Number(), ["lookDuration", "lookDurationAverage", "likeCount"]),
  likeChart: Points,
  commentCount: Type.Number(),
  commentChart: Points,
  tipCount: Type.Number(),
  tipChart: Points,
  ...required(Type.Number(), ["tipSum", "purchasedCount", "purchasedSumm"]),
};

/** Everything the upstream counts of one post, day by day. */
export const PostStatistics = Type.Object(
  { ...counts, ...required(Points, ["tipSumChart", "purchasesChart"]) },
  { title: "PostStatistics" },
);

/** A stream with what the upstream counts of it. */
export const StreamWithStatistics = Type.Object(
  { ...Post.properties, stats: Type.Optional(Type.Object(counts)) },
  { title: "StreamWithStatistics" },
);

/** A post with what the upstream counts of it. */
export const PostWithStatistics = Type.Object(
  {
    ...StreamWithStatistics.properties,
    ...voting,
  },
  { title: "PostWithStatistics" },
);

/** A mass message that went out, with how it did. */
export const BroadcastStatistics = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["date", "text"]),
    ...optional(Type.String(), ["responseType", "rawText", "template", "price"]),
    giphyId: Type.Optional(nullable(Type.String())),
    ...required(Type.Array(Media), ["media", "previews"]),
    releaseForms: Type.Array(ReleaseForm),
    ...optional(Type.Number(), [
      "mediaCount",
      "viewedCount",
      "sentCount",
      "unsendSeconds",
      "purchasedCount",
    ]),
    ...optional(Type.Boolean(), [
      "isFree",
      "isMediaReady",
      "isTip",
      "isReportedByMe",
      "isCanceled",
      "canUnsend",
      "canSendMessageToBuyers",
    ]),
  },
  { title: "BroadcastStatistics" },
);
