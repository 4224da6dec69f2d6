import { countsOf } from "../world/posts.ts";
import { isSubscribed, type Subscription, type User } from "../world/world.ts";
import { viewPostCounters } from "./post-view.ts";
import { iso, type Viewpoint } from "./view.ts";

/** The least that is said of a user: who they are. */
export function viewUserBasics(at: Viewpoint, user: User): object {
  const avatar = at.links.open(`/public/avatars/${user.id}.svg`);
  return {
    view: "b",
    id: user.id,
    username: user.username,
    name: user.name,
    isVerified: user.isPerformer,
    avatar,
    avatarThumbs: { c50: avatar, c144: avatar },
    lastSeen: iso(user.lastSeenAt),
    canLookStory: true,
    canCommentStory: true,
    hasNotViewedStory: false,
    ivStatus: user.isPerformer ? "approved" : null,
    isFromGuest: false,
  };
}

/** A user as lists of people show them, with how the viewer and they subscribe to each other. */
export function viewUserRelation(at: Viewpoint, user: User): object {
  const viewerId = at.viewer?.id ?? 0;
  const { subscriptions } = at.world;
  const mine = subscriptions.find((s) => s.fanId === viewerId && s.creatorId === user.id);
  const theirs = subscriptions.find((s) => s.fanId === user.id && s.creatorId === viewerId);
  return {
    ...viewUserBasics(at, user),
    displayName: "",
    notice: "",
    lists: [],
    listsStates: [],
    isMuted: false,
    isRestricted: false,
    canRestrict: viewerId !== user.id,
    isBlocked: false,
    canReport: viewerId !== user.id,
    canReceiveChatMessage: true,
    canChat: true,
    hideChat: false,
    isPerformer: user.isPerformer,
    isRealPerformer: user.isPerformer,
    subscribePrice: user.subscribePrice,
    currentSubscribePrice: user.subscribePrice,
    canAddSubscriber: user.isPerformer,
    subscribedBy: mine?.isActive ?? false,
    subscribedByExpire: mine !== undefined && !mine.isActive,
    subscribedByExpireDate: mine === undefined ? null : iso(mine.expiresAt),
    subscribedByAutoprolong: mine?.isActive ?? false,
    subscribedIsExpiredNow: mine !== undefined && !mine.isActive,
    subscribedByData: mine === undefined ? null : viewSubscription(mine),
    subscribedOn: theirs?.isActive ?? false,
    subscribedOnExpiredNow: theirs !== undefined && !theirs.isActive,
    subscribedOnDuration: theirs === undefined ? null : "3 months",
    subscribedOnData: theirs === undefined ? null : viewSubscription(theirs),
    canUnsubscribe: mine?.isActive ?? false,
    isPendingAutoprolong: false,
    canTrialSend: false,
  };
}

/** A user's profile page. */
export function viewProfile(at: Viewpoint, user: User): object {
  const viewerId = at.viewer?.id ?? 0;
  return {
    ...viewUserRelation(at, user),
    view: "p",
    ...viewPostCounters(at.world, user.id),
    about: user.about,
    rawAbout: user.about,
    website: null,
    wishlist: null,
    location: null,
    header: null,
    headerSize: null,
    headerThumbs: null,
    joinDate: iso(user.joinedAt),
    firstPublishedPostDate: iso(user.joinedAt),
    favoritesCount: 0,
    favoritedCount: countsOf(at.world, user.id).posts * 3,
    subscribersCount: null,
    isPaywallRequired: user.isPerformer && !isSubscribed(at.world, viewerId, user.id),
    unprofitable: false,
    tipsEnabled: user.isPerformer,
    tipsTextEnabled: true,
    tipsMin: 5,
    tipsMinInternal: 1,
    tipsMax: 200,
    canEarn: user.isPerformer,
    canPayInternal: true,
    hasScheduledStream: false,
    hasStream: false,
    hasStories: false,
    hasPinnedPosts: user.isPerformer,
    hasLabels: false,
    hasLinks: false,
    hasFriends: false,
    isFriend: false,
    isReferrerAllowed: true,
    isSpotifyConnected: false,
    isSpringConnected: false,
    isAdultContent: false,
    isPrivateRestriction: false,
    showPostsInFeed: true,
    showSubscribersCount: false,
    showMediaCount: true,
    callPrice: 0,
    canPromotion: false,
    canCreatePromotion: false,
    canCreateTrial: false,
    hadEnoughLastPhotos: true,
  };
}

function viewSubscription(subscription: Subscription): object {
  const { price, discount } = subscription;
  return {
    price,
    newPrice: price,
    regularPrice: price,
    subscribePrice: price,
    discountPercent: discount?.percent ?? 0,
    discountPeriod: discount?.months ?? 0,
    subscribeAt: iso(subscription.startedAt),
    expiredAt: iso(subscription.expiresAt),
    renewedAt: null,
    discountFinishedAt:
      discount === undefined ? null : iso(discount.givenAt + discount.months * 30 * 86_400_000),
    discountStartedAt: discount === undefined ? null : iso(discount.givenAt),
    status: subscription.isActive ? null : "expired",
    isMuted: false,
    unsubscribeReason: "",
    duration: "3 months",
    hasActivePaidSubscriptions: subscription.isActive && price > 0,
    subscribes: [],
    tipsSumm: 0,
    subscribesSumm: price,
    messagesSumm: 0,
    postsSumm: 0,
    streamsSumm: 0,
    totalSumm: price,
  };
}
