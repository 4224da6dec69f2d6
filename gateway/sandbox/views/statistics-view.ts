import { happenings, viewsOf, type Measure, type Published } from "../world/published.ts";
import type { Aired, SentBroadcast } from "../world/trade.ts";
import { viewMediaList } from "./media-view.ts";
import { sumOf, viewDays } from "./series-view.ts";
import { viewUserBasics } from "./user-view.ts";
import { iso, rawText, userStub, type Viewpoint } from "./view.ts";

const SECONDS_A_LOOK = 12;
const UNIQUE_SHARE = 0.7;

/** Everything that is counted of one post or stream. */
export function viewStatistics(at: Viewpoint, item: Published, hasVideo: boolean): object {
  const of = (measure: Measure) => happenings(at.world, item, measure, at.now);
  const looks = of("views");
  const unique = looks.map((each) => ({ ...each, count: Math.floor(each.count * UNIQUE_SHARE) }));
  const [likes, comments, tips, purchases] = [
    of("likes"),
    of("comments"),
    of("tips"),
    of("purchases"),
  ];
  const lookCount = sumOf(looks, "count");
  return {
    isAvailable: true,
    hasStats: lookCount > 0,
    hasVideo,
    lookCount,
    uniqueLookCount: sumOf(unique, "count"),
    uniqueLookChart: viewDays(unique, "count"),
    lookChart: viewDays(looks, "count"),
    lookDuration: lookCount * SECONDS_A_LOOK,
    lookDurationAverage: lookCount > 0 ? SECONDS_A_LOOK : 0,
    likeCount: sumOf(likes, "count"),
    likeChart: viewDays(likes, "count"),
    commentCount: sumOf(comments, "count"),
    commentChart: viewDays(comments, "count"),
    tipCount: tips.length,
    tipChart: viewDays(tips, "count"),
    tipSum: sumOf(tips, "cents") / 100,
    tipSumChart: viewDays(tips, "cents"),
    purchasedCount: purchases.length,
    purchasedSumm: sumOf(purchases, "cents") / 100,
    purchasesChart: viewDays(purchases, "count"),
  };
}

/** A stream that is over, as a list of posts shows it. */
export function viewStream(at: Viewpoint, stream: Aired): object {
  const tips = sumOf(happenings(at.world, stream, "tips", at.now), "cents") / 100;
  return {
    responseType: "stream",
    id: stream.id,
    postedAt: iso(stream.at),
    postedAtPrecise: `${Math.floor(stream.at / 1000)}.000000`,
    author: userStub(stream.creatorId),
    text: stream.text,
    rawText: rawText(stream.text),
    isFavorite: false,
    canDelete: true,
    canComment: false,
    canEdit: false,
    favoritesCount: stream.likes,
    mediaCount: 0,
    isMediaReady: true,
    isOpened: true,
    canToggleFavorite: true,
    isMarkdownDisabled: false,
    tipsAmount: `$${tips}`,
    media: [],
    canViewMedia: true,
    stats: viewStatistics(at, stream, true),
  };
}

/** A story that is over, as its author sees it. */
export function viewPastStory(at: Viewpoint, story: Aired): object {
  const tips = happenings(at.world, story, "tips", at.now);
  const sum = sumOf(tips, "cents") / 100;
  return {
    id: story.id,
    userId: story.creatorId,
    isReady: true,
    hasPost: false,
    isWatched: true,
    media: viewMediaList(at, story.mediaIds, true),
    createdAt: iso(story.at),
    canvasHeight: 1920,
    canvasWidth: 1080,
    viewersCount: viewsOf(story),
    viewers: [],
    commentsCount: story.comments,
    canDelete: true,
    isHighlightCover: false,
    isLastInHighlight: false,
    tipsAmount: `$${sum}`,
    tipsAmountRaw: sum,
    tipsCount: tips.length,
    likesCount: story.likes,
    releaseForms: [],
    texts: [],
  };
}

/** A mass message that went out, with how it did. */
export function viewBroadcast(at: Viewpoint, broadcast: SentBroadcast): object {
  const media = viewMediaList(at, broadcast.mediaIds, true);
  return {
    responseType: "message",
    id: broadcast.id,
    date: iso(broadcast.sentAt),
    text: broadcast.text,
    rawText: rawText(broadcast.text),
    giphyId: null,
    isFree: broadcast.price === 0,
    isMediaReady: true,
    mediaCount: media.length,
    media,
    previews: [],
    isTip: false,
    isReportedByMe: false,
    viewedCount: broadcast.viewedCount,
    sentCount: broadcast.sentCount,
    isCanceled: false,
    releaseForms: [],
    template: "",
    canUnsend: false,
    unsendSeconds: 0,
    price: String(broadcast.price),
    purchasedCount: buyersOf(at, broadcast).length,
    canSendMessageToBuyers: true,
  };
}

/** Who bought a mass message, the first buyer first. */
export function viewBuyers(at: Viewpoint, broadcast: SentBroadcast): readonly object[] {
  return buyersOf(at, broadcast)
    .map((fanId) => at.world.users.get(fanId))
    .filter((fan) => fan !== undefined)
    .map((fan) => viewUserBasics(at, fan));
}

function buyersOf({ world }: Viewpoint, { id }: SentBroadcast): readonly number[] {
  const fanIds = world.sales.filter(({ subjectId }) => subjectId === id).map(({ fanId }) => fanId);
  return [...new Set(fanIds)];
}
