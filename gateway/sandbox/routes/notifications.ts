import { invalid } from "../refusal.ts";
import { viewUserBasics } from "../views/user-view.ts";
import { iso } from "../views/view.ts";
import { notificationsOf, type Notification } from "../world/notifications.ts";
import { asAsked, pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";

const SIZES = { usual: 10, most: 100 } as const;
const TYPES = [
  "subscribed",
  "purchased",
  "tipped",
  "post",
  "commented",
  "mentioned",
  "favorited",
  "message",
];
const TEXTS: Readonly<Record<Notification["type"], string>> = {
  subscribed: "{NAME} subscribed to your profile",
  message: "{NAME} sent you a message",
  tipped: "{NAME} sent you a tip",
};

/** What happened to the viewer. */
export const NOTIFICATIONS: readonly Route[] = [
  { method: "GET", path: "users/notifications", answer: listNotifications },
];

function listNotifications(call: Call): unknown {
  const { query, world } = call;
  const type = query.get("type");
  if (type !== null && !TYPES.includes(type)) throw invalid("Invalid type");
  const related = query.get("relatedUsername");
  const relatedId = related === null ? undefined : (world.userIds.get(related.toLowerCase()) ?? 0);
  const notifications = notificationsOf(world, viewerOf(call).id)
    .filter((each) => type === null || each.type === type)
    .filter((each) => relatedId === undefined || each.userId === relatedId);
  return asAsked(
    query,
    pageOf(query, notifications, (each) => view(call, each), SIZES),
  );
}

function view(call: Call, { id, type, userId, at, isRead }: Notification): object {
  const user = call.world.users.get(userId);
  return {
    id,
    type,
    subType: null,
    text: TEXTS[type],
    replacePairs: { "{NAME}": user?.name ?? "" },
    createdAt: iso(at),
    isRead,
    canGoToProfile: true,
    newPrice: null,
    user: user && viewUserBasics(call, user),
  };
}
