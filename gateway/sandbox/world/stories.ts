import type { World } from "./world.ts";
import type { Story } from "./things.ts";

/** Shows a picture as a story. */
export function addStory(world: World, draft: Omit<Story, "id">): Story {
  const story: Story = { ...draft, id: world.nextId() };
  world.stories.set(story.id, story);
  return story;
}

/** A creator's stories, newest first. */
export function storiesBy(world: World, userId: number): readonly Story[] {
  return [...world.stories.values()].filter((story) => story.userId === userId).reverse();
}
