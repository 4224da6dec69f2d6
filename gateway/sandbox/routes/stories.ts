import { invalid } from "../refusal.ts";
import { viewStory } from "../views/story-view.ts";
import { storiesBy } from "../world/stories.ts";
import { pageOf } from "./page.ts";
import type { Call, Route } from "./route.ts";
import { userOf } from "./users.ts";

const SIZES = { usual: 100, most: 100 } as const;

/** Stories to watch. */
export const STORIES: readonly Route[] = [
  {
    method: "GET",
    path: "users/:user/stories",
    answer: (call) => {
      const stories = storiesBy(call.world, userOf(call).id);
      const page = pageOf(call.query, stories, (story) => viewStory(call, story), SIZES);
      return call.query.get("unf") === "1" ? page : page.list;
    },
  },
  { method: "GET", path: "stories/items", answer: listItems },
];

function listItems(call: Call): unknown {
  const wanted = [...call.query].flatMap(([name, storyId]) => {
    const [, userId] = /^map\[(\d+)\]$/.exec(name) ?? [];
    return userId === undefined ? [] : [{ userId: Number(userId), storyId: Number(storyId) }];
  });
  if (wanted.length === 0) throw invalid("Map is required");
  return wanted.flatMap(({ userId, storyId }) => {
    const story = call.world.stories.get(storyId);
    return story?.userId === userId ? [viewStory(call, story)] : [];
  });
}
