import { countsOf } from "../world/posts.ts";
import { storiesBy } from "../world/stories.ts";
import { findSubscription, periodsOf, type Period } from "../world/subscriptions.ts";
import { listsOf } from "../world/user-lists.ts";
import { isSubscribed } from "../world/world.ts";
import type { Subscription, User } from "../world/things.ts";
import { viewListState } from "./list-state.ts";
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
  const { relations } = at.world;
  const mine = findSubscription(at.world, viewerId, user.id);
  const theirs = findSubscription(at.world, user.id, viewerId);
  return {
    ...viewUserBasics(at, user),
    ...relations.noteOn(viewerId, user.id),
    listsStates: listsOf(at.world, viewerId).map((list) => viewListState(list, user.id)),
    isMuted: false,
    isRestricted: relations.restricted(viewerId).has(user.id),
    canRestrict: viewerId !== user.id,
    isBlocked: relations.blocked(viewerId).has(user.id),
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
    subscribedByData: mine === undefined ? null : viewSubscription(at, mine),
    subscribedOn: theirs?.isActive ?? false,
    subscribedOnExpiredNow: theirs !== undefined && !theirs.isActive,
    subscribedOnDuration: theirs === undefined ? null : "3 months",
    subscribedOnData: theirs === undefined ? null : viewSubscription(at, theirs),
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
    hasStories: storiesBy(at.world, user.id).length > 0,
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

/** How many of a subscription's months a user carries. */
const PERIODS_SHOWN = 3;

function viewSubscription({ now }: Viewpoint, subscription: Subscription): object {
  const { price, discount } = subscription;
  const periods = periodsOf(subscription, now);
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
    showPostsInFeed: true,
    subscribes: periods
      .slice(0, PERIODS_SHOWN)
      .map((period) => viewPeriod(subscription, period, now)),
    tipsSumm: 0,
    subscribesSumm: price * periods.length,
    messagesSumm: 0,
    postsSumm: 0,
    streamsSumm: 0,
    totalSumm: price * periods.length,
  };
}

function viewPeriod(subscription: Subscription, period: Period, now: number): object {
  const { fanId, creatorId } = subscription;
  return {
    id: fanId * 100 + period.number,
    userId: creatorId,
    subscriberId: fanId,
    date: iso(period.startsAt),
    duration: 30,
    startDate: iso(period.startsAt),
    expireDate: iso(period.endsAt),
    cancelDate: null,
    price: period.price,
    regularPrice: period.price,
    discount: 0,
    earningId: 0,
    action: period.number === 1 ? "subscribe" : "prolong",
    type: "regular",
    offerStart: null,
    offerEnd: null,
    isCurrent: period.startsAt <= now && now < period.endsAt,
  };
}
