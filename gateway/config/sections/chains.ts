import { Type } from "typebox";
import { NAME, ORIGIN } from "./fields.ts";
import { routeTimeouts } from "./traffic.ts";

/** The chain that a fresh gateway serves with. */
const ACCESS = [
  "request-id",
  "access-log",
  "metrics",
  "auth",
  "session",
  "rate-limit",
  "managed",
  "proxy-pool",
  "signer",
];

/** The ordered plugins of routes. */
export const chains = Type.Record(
  Type.String({ pattern: NAME }),
  Type.Object({
    plugins: Type.Array(
      // A file may also write the name alone; loading turns it into this form.
      Type.Object(
        {
          use: Type.String({
            minLength: 1,
            description:
              "Name of a built-in plugin, a path from this file that starts with `./`, or a package.",
          }),
          with: Type.Unsafe<Record<string, unknown>>({
            type: "object",
            default: {},
            description: "The plugin's own settings.",
          }),
        },
        { short: "use" },
      ),
      { description: "In the order requests pass them; answers pass them in reverse." },
    ),
  }),
  {
    default: { access: { plugins: ACCESS.map((use) => ({ use })) } },
    description: "Chains by name.",
  },
);

/** Which paths a chain serves. */
export const routes = Type.Array(
  Type.Object({
    prefix: Type.String({
      pattern: "^/([^?#]*[^/?#])?$",
      description: "Path that the route begins with; the longest that fits wins.",
    }),
    chain: Type.String({ pattern: NAME, description: "Name of a chain." }),
    upstream: Type.Optional(
      Type.String({
        pattern: ORIGIN,
        description: "Where a chain that chooses no origin sends to.",
      }),
    ),
    requestBodyBytes: Type.Optional(
      Type.Integer({ minimum: 0, description: "Like `limits.requestBodyBytes`." }),
    ),
    timeouts: Type.Optional(routeTimeouts),
  }),
  {
    default: [
      { prefix: "/v2/access", chain: "access" },
      { prefix: "/api2/v2", chain: "access" },
      { prefix: "/v2/media", chain: "access" },
    ],
    description: "Paths that chains serve; every other path is the control plane's.",
  },
);
