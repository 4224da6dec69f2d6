import { Type } from "typebox";
import { bytes, count, milliseconds, section } from "./fields.ts";

const MIB = 1_048_576;

/** How much of anything is held or taken. */
export const limits = section("How much one exchange, and all together, may take.", {
  requestBodyBytes: bytes(25 * MIB, "Request body; a route may say otherwise."),
  replayBytes: bytes(262_144, "Part of a request body kept so that an attempt can be repeated."),
  replayTotalBytes: bytes(64 * MIB, "The same over all exchanges of the process.", {
    restart: true,
  }),
  maxLagMs: milliseconds(1_000, "New exchanges are turned away while the event loop is later.", {
    restart: true,
  }),
});

/** How long anything may take. */
export const timeouts = section("How long each part of an exchange may take.", {
  connectMs: milliseconds(5_000, "Connecting upstream, outbound proxy and TLS included.", {
    restart: true,
  }),
  headMs: milliseconds(
    30_000,
    "From the sent request, its body included, to the head of the upstream's answer.",
  ),
  bodyIdleMs: milliseconds(30_000, "Between two pieces of the upstream's body."),
  requestBodyMs: milliseconds(30_000, "Between two pieces of the client's body."),
  hookMs: milliseconds(30_000, "One hook of one plugin."),
  totalMs: milliseconds(600_000, "The whole exchange."),
  minBytesPerSecond: count(
    100,
    "A body that moves slower than this, over a whole idle period, is cut.",
    { minimum: 0 },
  ),
});

/** What a route may set for itself: the same fields without defaults. */
export const routeTimeouts = Type.Object(
  {
    headMs: own("Like `timeouts.headMs`."),
    bodyIdleMs: own("Like `timeouts.bodyIdleMs`."),
    requestBodyMs: own("Like `timeouts.requestBodyMs`."),
    totalMs: own("Like `timeouts.totalMs`."),
  },
  { description: "This route's own timeouts." },
);

/** When an attempt is repeated. */
export const retries = section("When an attempt is sent once more.", {
  maxAttempts: count(3, "Attempts of one exchange, the first included; 1 never repeats."),
  budgetMs: milliseconds(10_000, "No attempt begins later than this into the exchange."),
});

function own(description: string) {
  return Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1, description }));
}
