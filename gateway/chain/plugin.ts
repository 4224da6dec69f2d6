import type { Static, TSchema } from "typebox";
import type { GatewayError } from "../errors.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { PluginMetrics } from "../observe/families.ts";
import type { LentServices } from "../lent-services.ts";
import type { EndpointDocument } from "./endpoint-document.ts";
import type {
  Attempt,
  Exchange,
  FactName,
  Facts,
  Outcome,
  UpstreamRequest,
  UpstreamResponse,
} from "./exchange.ts";
import type { Reply } from "./reply.ts";
import type { Retry } from "./retry.ts";

// This module is `countersign/plugin`, the one door for plugins. `export *` and not a list of
// names: only through it can another package augment `Facts`.
export * from "./exchange.ts";
export type { EndpointDocument, ParameterDocument } from "./endpoint-document.ts";
export { reply, type Reply } from "./reply.ts";
export { retry, type Retry, type RetryOptions } from "./retry.ts";
export { GatewayError } from "../errors.ts";
export { Type } from "typebox";

type MaybePromise<T> = T | Promise<T>;
// `void` and not `undefined`, so that a one-line hook may return whatever it calls.
type ReplyOrPass = MaybePromise<Reply | void>;

/** A plugin that provides facts must return them or reply; the compiler holds it to that. */
type RequestHook<Requires extends FactName, Provides extends FactName> = [Provides] extends [never]
  ? { readonly onRequest?: (exchange: Exchange<Requires>) => ReplyOrPass }
  : {
      readonly onRequest: (
        exchange: Exchange<Requires>,
      ) => MaybePromise<Reply | Readonly<Pick<Facts, Provides>>>;
    };

/** The moments of an exchange a plugin may act in; every one is optional. */
export type Hooks<
  Requires extends FactName = never,
  Provides extends FactName = never,
  Reads extends FactName = never,
> = RequestHook<Requires, Provides> & {
  /** Before anything is sent upstream. Edit the request, or return a Reply to answer here. */
  readonly onUpstreamRequest?: (
    exchange: Exchange<Requires | Provides, Reads>,
    request: UpstreamRequest,
  ) => ReplyOrPass;
  /** Once per attempt, before it is signed: choose its egress, ask for its signature. */
  readonly onAttempt?: (
    exchange: Exchange<Requires | Provides, Reads>,
    attempt: Attempt,
  ) => ReplyOrPass;
  /** The upstream's head is here, nothing was sent to the client. In reverse order; stops at the first Retry. */
  readonly onUpstreamResponse?: (
    exchange: Exchange<Requires | Provides, Reads>,
    response: UpstreamResponse,
  ) => MaybePromise<Reply | Retry | void>;
  /** The exchange failed before anything was sent. In reverse order; return a Reply to answer instead. */
  readonly onError?: (
    exchange: Exchange<never, Requires | Provides | Reads>,
    error: GatewayError,
  ) => ReplyOrPass;
  /** Always, exactly once, in reverse order, after the last byte. It cannot change anything. */
  readonly onComplete?: (
    exchange: Exchange<never, Requires | Provides | Reads>,
    outcome: Outcome,
  ) => void;
  /** The generation that made this plugin is gone: release what `setup` took. */
  readonly close?: () => MaybePromise<void>;
};

/** What the gateway lends a plugin for its lifetime. */
export interface Host {
  readonly clock: Clock;
  readonly log: Log;
  /** Series shared by all generations; a name asked for again is the same series. */
  readonly metrics: PluginMetrics;
  readonly services: LentServices;
}

/** A plugin: what it is called, what it may be told, what it needs and gives, and how it is made. */
export interface Plugin<
  Config extends TSchema = TSchema,
  Requires extends FactName = never,
  Provides extends FactName = never,
  Reads extends FactName = never,
> {
  readonly name: string;
  /** One sentence for the generated documentation. */
  readonly summary: string;
  /** A TypeBox object schema; each field has a `description`, optional ones a `default`. */
  readonly config: Config;
  /** Facts earlier plugins of the chain must provide. */
  readonly requires?: readonly Requires[];
  readonly provides?: readonly Provides[];
  /** Facts used where they are there, in every phase but onRequest. */
  readonly reads?: readonly Reads[];
  /** What it serves, for the reference and the OpenAPI document. */
  readonly endpoints?: readonly EndpointDocument[];
  /** If a hook throws: fail the exchange (true, the default), or log, count and carry on (false). */
  readonly critical?: [Provides] extends [never] ? boolean : true;
  readonly setup: (
    config: Static<Config>,
    host: Host,
  ) => MaybePromise<Hooks<NoInfer<Requires>, NoInfer<Provides>, NoInfer<Reads>>>;
}

/** Declares a plugin; every type is inferred from the literal. */
export function definePlugin<
  const Config extends TSchema,
  const Requires extends FactName = never,
  const Provides extends FactName = never,
  const Reads extends FactName = never,
>(
  plugin: Plugin<Config, Requires, Provides, Reads>,
): Plugin<Config, NoInfer<Requires>, NoInfer<Provides>, NoInfer<Reads>> {
  return plugin;
}

/** Any plugin, its type parameters forgotten: the engine's view. */
export interface AnyPlugin {
  readonly name: string;
  readonly summary: string;
  readonly config: TSchema;
  readonly requires?: readonly string[];
  readonly provides?: readonly string[];
  readonly reads?: readonly string[];
  readonly critical?: boolean;
  readonly endpoints?: readonly EndpointDocument[];
  // `never` makes every plugin assignable; the one cast is at setup, after the config is validated.
  readonly setup: (config: never, host: Host) => MaybePromise<AnyHooks>;
}

/** Any plugin's hooks, as the engine runs them. */
export interface AnyHooks {
  readonly onRequest?: (exchange: never) => MaybePromise<unknown>;
  readonly onUpstreamRequest?: (exchange: never, request: UpstreamRequest) => MaybePromise<unknown>;
  readonly onAttempt?: (exchange: never, attempt: Attempt) => MaybePromise<unknown>;
  readonly onUpstreamResponse?: (
    exchange: never,
    response: UpstreamResponse,
  ) => MaybePromise<unknown>;
  readonly onError?: (exchange: never, error: GatewayError) => MaybePromise<unknown>;
  readonly onComplete?: (exchange: never, outcome: Outcome) => void;
  readonly close?: () => MaybePromise<void>;
}
