import type { Story } from "../world/things.ts";
import { isSubscribed } from "../world/world.ts";
import { viewMediaList } from "./media-view.ts";
import { iso, type Viewpoint } from "./view.ts";

/** A story as the viewer sees it. */
export function viewStory(at: Viewpoint, story: Story): object {
  const viewerId = at.viewer?.id ?? 0;
  return {
    id: story.id,
    userId: story.userId,
    isReady: true,
    isWatched: false,
    hasPost: false,
    media: viewMediaList(at, [story.mediaId], isSubscribed(at.world, viewerId, story.userId)),
    createdAt: iso(story.createdAt),
    question: null,
    canLike: viewerId !== story.userId,
    isLiked: false,
  };
}
