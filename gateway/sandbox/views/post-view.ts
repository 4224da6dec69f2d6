import { countsOf, markerOf } from "../world/posts.ts";
import { tipCents } from "../world/published.ts";
import { isSubscribed, type World } from "../world/world.ts";
import type { Post } from "../world/things.ts";
import { viewMediaList } from "./media-view.ts";
import { viewPoll } from "./poll-view.ts";
import { iso, rawText, userStub, type Viewpoint } from "./view.ts";

/** A post as the viewer sees it. */
export function viewPost(at: Viewpoint, post: Post): object {
  const isOwn = at.viewer?.id === post.authorId;
  const canView =
    isOwn ||
    (post.price === 0 &&
      at.viewer !== undefined &&
      isSubscribed(at.world, at.viewer.id, post.authorId));
  const media = viewMediaList(at, post.mediaIds, canView, post.previews);
  const tips = isOwn ? tipCents(at.world, post.id, at.now) / 100 : 0;
  return {
    responseType: "post",
    id: post.id,
    postedAt: iso(Math.floor(post.publishedAtMicros / 1000)),
    postedAtPrecise: markerOf(post),
    expiredAt: null,
    author: userStub(post.authorId),
    text: post.text,
    rawText: rawText(post.text),
    lockedText: false,
    isFavorite: false,
    canReport: !isOwn,
    canDelete: isOwn,
    canComment: canView,
    canEdit: isOwn,
    canEditText: isOwn,
    canEditMedia: isOwn,
    canEditSchedule: isOwn && at.world.scheduledPosts.has(post.id),
    canEditVote: false,
    isPinned: post.isPinned,
    favoritesCount: post.favoritesCount,
    mediaCount: media.length,
    isMediaReady: post.mediaIds.every((id) => at.now >= (at.world.media.get(id)?.readyAt ?? 0)),
    isOpened: canView,
    canToggleFavorite: canView,
    streamId: null,
    price: post.price === 0 ? null : post.price,
    ...viewPoll(post.poll),
    isAddedToBookmarks: false,
    isArchived: false,
    isPrivateArchived: false,
    isDeleted: false,
    hasUrl: false,
    isCouplePeopleMedia: false,
    isMarkdownDisabled: false,
    releaseForms: [],
    commentsCount: post.commentsCount,
    mentionedUsers: [],
    linkedUsers: [],
    linkedPosts: [],
    tipsAmount: `$${tips}`,
    tipsAmountRaw: tips,
    media,
    canViewMedia: canView,
    preview: post.previews,
  };
}

/** An author's totals as lists of posts carry them. */
export function viewPostCounters(world: World, authorId: number): object {
  const { posts, photos, videos } = countsOf(world, authorId);
  return {
    audiosCount: 0,
    photosCount: photos,
    videosCount: videos,
    mediasCount: photos + videos,
    postsCount: posts,
    streamsCount: 0,
    archivedPostsCount: 0,
    privateArchivedPostsCount: 0,
  };
}
