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
  "idempotency",
  "managed",
  "proxy-pool",
  "signer",
];

/** What serves files on their way upstream: never signed, for their bytes go to a store that is not the upstream. */
const UPLOADS = [
  "request-id",
  "access-log",
  "metrics",
  "auth",
  "session",
  "rate-limit",
  "uploads",
  "proxy-pool",
];

/** What serves links to media: the link says whose they are. */
const MEDIA = ["request-id", "access-log", "metrics", "media", "proxy-pool"];

/** The chains a gateway has of its own; a file that names one of them replaces it. */
export const BUILT_IN_CHAINS: Readonly<Record<string, { readonly plugins: readonly Use[] }>> = {
  access: chainOf(ACCESS),
  uploads: chainOf(UPLOADS),
  media: chainOf(MEDIA),
};

interface Use {
  readonly use: string;
}

function chainOf(names: readonly string[]) {
  return { plugins: names.map((use) => ({ use })) };
}

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
    default: structuredClone(BUILT_IN_CHAINS),
    description:
      "Chains by name. `access`, `uploads` and `media` are as by default where they are not given.",
  },
);

/** The routes of a fresh gateway. */
export const BUILT_IN_ROUTES = [
  { prefix: "/v2/access", chain: "access" },
  {
    prefix: "/v2/access/uploads",
    chain: "uploads",
    requestBodyBytes: 5_368_709_120,
    timeouts: { totalMs: 14_400_000 },
  },
  { prefix: "/api2/v2", chain: "access" },
  { prefix: "/v2/media", chain: "media", timeouts: { totalMs: 14_400_000 } },
];

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
    default: BUILT_IN_ROUTES,
    description: "Paths that chains serve; every other path is the control plane's.",
  },
);
