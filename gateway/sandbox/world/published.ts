import { DAY_MS, spread } from "./days.ts";
import { postsBy } from "./posts.ts";
import type { World } from "./world.ts";

/** What is counted of a post, a stream or a story. */
export type Measure =
  "purchases" | "tips" | "views" | "likes" | "comments" | "duration" | "posts" | "stories";

/** Something a creator showed, as far as it is counted. */
export interface Published {
  readonly id: number;
  readonly at: number;
  readonly likes: number;
  readonly comments: number;
  readonly durationSeconds: number;
}

/** Something that happened to it: how often, and for how much money. */
export interface Happening {
  readonly at: number;
  readonly count: number;
  readonly cents: number;
}

/** A creator's posts, streams or past stories, oldest first. */
export function publishedBy(
  world: World,
  creatorId: number,
  kind: "posts" | "streams" | "stories",
): readonly Published[] {
  if (kind === "posts")
    return postsBy(world, creatorId).map((post) => ({
      id: post.id,
      at: Math.floor(post.publishedAtMicros / 1000),
      likes: post.favoritesCount,
      comments: post.commentsCount,
      durationSeconds: 0,
    }));
  const wanted = kind === "streams" ? "stream" : "story";
  return world.aired.filter((each) => each.creatorId === creatorId && each.kind === wanted);
}

/** How often something was seen: more people look than like. */
export function viewsOf({ likes, comments }: Published): number {
  return likes * 6 + comments * 3;
}

/** What happened to something by one measure, up to now. */
export function happenings(
  world: World,
  item: Published,
  measure: Measure,
  now: number,
): readonly Happening[] {
  const all = (() => {
    switch (measure) {
      case "purchases":
        return sold(world, item.id, (source) => source !== "tips");
      case "tips":
        return sold(world, item.id, (source) => source === "tips");
      case "likes":
        return overAWeek(item.at, item.likes);
      case "comments":
        return overAWeek(item.at, item.comments);
      case "views":
        return overAWeek(item.at, viewsOf(item));
      case "duration":
        return [{ at: item.at, count: item.durationSeconds, cents: 0 }];
      case "posts":
      case "stories":
        return [{ at: item.at, count: 1, cents: 0 }];
    }
  })();
  return all.filter(({ at }) => at <= now);
}

/** A total as it came in, day by day. */
export function overAWeek(at: number, total: number): readonly Happening[] {
  return spread(total).map((count, days) => ({ at: at + days * DAY_MS, count, cents: 0 }));
}

/** The payments for one thing. */
export function sold(
  world: World,
  id: number,
  fits: (source: string) => boolean,
): readonly Happening[] {
  return world.sales
    .filter((sale) => sale.subjectId === id && fits(sale.source))
    .map(({ at, cents }) => ({ at, count: 1, cents }));
}

/** What something got in tips up to now, in cents. */
export function tipCents(world: World, id: number, now: number): number {
  return sold(world, id, (source) => source === "tips")
    .filter(({ at }) => at <= now)
    .reduce((sum, { cents }) => sum + cents, 0);
}
