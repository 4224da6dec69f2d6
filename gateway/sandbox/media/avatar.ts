import { text, type Reply } from "../reply.ts";
import type { User } from "../world/things.ts";

/** A picture of a made-up person: initials on a colour of their own. */
export function avatarOf(user: User): Reply {
  const initials = user.name.replace(/[^A-Z]/g, "").slice(0, 2);
  const hue = (user.id * 47) % 360;
  return text(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 144 144"><rect width="144" height="144" fill="hsl(${hue} 45% 45%)"/><text x="72" y="90" font-family="sans-serif" font-size="54" text-anchor="middle" fill="#fff">${initials}</text></svg>`,
    "image/svg+xml",
    200,
    { "cache-control": "max-age=86400" },
  );
}
