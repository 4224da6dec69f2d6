import { invalid, notFound } from "../refusal.ts";
import { viewPost } from "../views/post-view.ts";
import { sumOf, viewSeries } from "../views/series-view.ts";
import { viewPastStory, viewStatistics, viewStream } from "../views/statistics-view.ts";
import { isWithin } from "../world/days.ts";
import { happenings, publishedBy, type Measure, type Published } from "../world/published.ts";
import type { Post } from "../world/things.ts";
import { creatorOf } from "./creator.ts";
import { pageOf } from "./page.ts";
import { chartOptionsOf, listPeriodOf } from "./period.ts";
import type { Call, Route } from "./route.ts";

const SIZES = { usual: 20, most: 100 } as const;

type Kind = "posts" | "streams" | "stories";

/** What can be counted of each kind. */
const MEASURES: Readonly<Record<Kind, readonly [Measure, ...Measure[]]>> = {
  posts: ["purchases", "posts", "tips", "views", "likes", "comments"],
  streams: ["purchases", "duration", "tips", "views", "likes", "comments"],
  stories: ["tips", "stories", "views", "likes", "comments"],
};

/** How posts, streams and stories did. */
export const STATISTICS: readonly Route[] = [
  {
    method: "GET",
    path: "posts/:post/stats",
    answer: (call) => {
      const post = call.world.posts.get(Number(call.params[0]));
      const creatorId = creatorOf(call).id;
      if (post?.authorId !== creatorId) throw notFound("Post not found");
      return viewPostStatistics(call, post);
    },
  },
  ...(["posts", "streams", "stories"] as const).flatMap((kind): Route[] => [
    { method: "GET", path: `${kind}/chart`, answer: (call) => chart(call, kind) },
    { method: "GET", path: `${kind}/top`, answer: (call) => top(call, kind) },
  ]),
];

function chart(call: Call, kind: Kind): unknown {
  const items = publishedBy(call.world, creatorOf(call).id, kind);
  const options = chartOptionsOf(call);
  const by = measureOf(call, kind);
  const measures = by === undefined ? MEASURES[kind] : [by];
  return Object.fromEntries(
    measures.map((measure) => [
      measure,
      viewSeries(
        items.flatMap((item) => happenings(call.world, item, measure, call.now)),
        options,
      ),
    ]),
  );
}

function top(call: Call, kind: Kind): unknown {
  const period = listPeriodOf(call);
  const measure = measureOf(call, kind) ?? "views";
  const scored = publishedBy(call.world, creatorOf(call).id, kind)
    .map((item) => ({
      item,
      score: sumOf(
        happenings(call.world, item, measure, call.now).filter(({ at }) => isWithin(at, period)),
        "count",
      ),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.item.id - a.item.id);
  const { list, hasMore } = pageOf(call.query, scored, ({ item }) => viewItem(call, item), SIZES);
  return { items: list, hasMore };
}

function measureOf({ query }: Call, kind: Kind): Measure | undefined {
  const by = query.get("by");
  const measure = MEASURES[kind].find((each) => each === by);
  if (by !== null && measure === undefined) throw invalid("Invalid filter");
  return measure;
}

function viewItem(call: Call, { id }: Published): object {
  const post = call.world.posts.get(id);
  if (post !== undefined) return { ...viewPost(call, post), stats: viewPostStatistics(call, post) };
  const aired = call.world.aired.find((each) => each.id === id);
  if (aired === undefined) return {};
  return aired.kind === "stream" ? viewStream(call, aired) : viewPastStory(call, aired);
}

function viewPostStatistics(call: Call, post: Post): object {
  const hasVideo = post.mediaIds.some((id) => call.world.media.get(id)?.type === "video");
  const item = publishedBy(call.world, post.authorId, "posts").find(({ id }) => id === post.id);
  return item === undefined ? {} : viewStatistics(call, item, hasVideo);
}
