import { definePlugin, GatewayError, reply, retry, Type } from "countersign/plugin";

// What the compiler must accept and refuse of a plugin; checked from outside of the checkout too.

declare function use(...values: readonly unknown[]): void;

declare module "countersign/plugin" {
  interface Facts {
    ticket: { readonly number: number };
    seat: string;
  }
}

const config = Type.Object({
  limit: Type.Integer({ default: 3, description: "How many." }),
});

export const provider = definePlugin({
  name: "provider",
  summary: "Provides a fact.",
  config,
  provides: ["ticket"],
  setup: ({ limit }, { clock, log }) => {
    const number: number = limit + clock.now();
    log.info({ number }, "ready");
    return {
      onRequest: ({ headers }) =>
        headers["x-ticket"] === undefined
          ? reply(400, { error: "Send a ticket." })
          : { ticket: { number } },
    };
  },
});

export const reader = definePlugin({
  name: "reader",
  summary: "Uses one fact, and another where it is there.",
  config,
  requires: ["ticket"],
  reads: ["seat"],
  critical: false,
  setup: () => ({
    onRequest: ({ facts }) => {
      if (facts.ticket.number > 9) throw new GatewayError("FORBIDDEN", "Too many.");
    },
    onUpstreamResponse: ({ facts }, response) => {
      const seat: string | undefined = facts.seat;
      response.headers["x-seat"] = seat ?? "none";
      return response.status === 503 ? retry("busy", { nothingExecuted: true }) : undefined;
    },
    onComplete: ({ facts }, { durationMs }) => {
      const number: number | undefined = facts.ticket?.number;
      use(number, durationMs);
    },
  }),
});

export const afterAuth = definePlugin({
  name: "after-auth",
  summary: "Uses facts of built-in plugins.",
  config: Type.Object({}),
  requires: ["caller", "connection", "grant"],
  setup: () => ({
    onRequest: ({ facts }) => {
      const environment: "sandbox" | "live" = facts.caller.environment;
      use(environment, facts.connection.id, facts.grant.permissions.has("posts:read"));
    },
  }),
});

definePlugin({
  name: "reads-undeclared",
  summary: "Reads a fact it does not require.",
  config,
  setup: () => ({
    onRequest: ({ facts }) => {
      // @ts-expect-error -- `ticket` is not among its `requires`
      use(facts.ticket);
    },
  }),
});

definePlugin({
  name: "misspells",
  summary: "Requires a fact that nobody knows.",
  config,
  // @ts-expect-error -- there is no fact `tikcet`
  requires: ["tikcet"],
  setup: () => ({}),
});

definePlugin({
  name: "reads-as-certain",
  summary: "Takes a fact for granted that it only reads.",
  config,
  reads: ["seat"],
  setup: () => ({
    onUpstreamResponse: ({ facts }) => {
      // @ts-expect-error -- it may be undefined
      const seat: string = facts.seat;
      use(seat);
    },
  }),
});

definePlugin({
  name: "provides-nothing",
  summary: "Promises a fact and has no hook that gives it.",
  config,
  provides: ["ticket"],
  // @ts-expect-error -- `onRequest` is missing
  setup: () => ({}),
});

definePlugin({
  name: "forgets",
  summary: "Promises a fact and returns nothing.",
  config,
  provides: ["ticket"],
  setup: () => ({
    // @ts-expect-error -- the fact is missing
    onRequest: () => undefined,
  }),
});

definePlugin({
  name: "provides-wrongly",
  summary: "Gives a fact of another type.",
  config,
  provides: ["ticket"],
  setup: () => ({
    // @ts-expect-error -- `number` is a number
    onRequest: () => ({ ticket: { number: "one" } }),
  }),
});

definePlugin({
  name: "expendable-provider",
  summary: "Others depend on it, yet it may fail.",
  config,
  provides: ["ticket"],
  // @ts-expect-error -- who provides facts is critical
  critical: false,
  setup: () => ({ onRequest: () => ({ ticket: { number: 1 } }) }),
});

definePlugin({
  name: "mistakes-config",
  summary: "Takes a number for a text.",
  config,
  setup: ({ limit }) => {
    // @ts-expect-error -- it is a number
    const text: string = limit;
    use(text);
    return {};
  },
});

definePlugin({
  name: "invents-config",
  summary: "Uses a setting that it does not declare.",
  config,
  // @ts-expect-error -- there is no `maximum`
  setup: ({ maximum }) => {
    use(maximum);
    return {};
  },
});
