import type { Clock } from "../../clock.ts";
import type { Environments } from "../../environments.ts";
import { GatewayError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import type { LinkSessionRow } from "../../store/link-tables.ts";
import type { Store } from "../../store/store.ts";
import { digestOf } from "../link-state.ts";
import type { HandOverDriver } from "../login-driver.ts";
import { packageCompanion } from "./package-companion.ts";

/** How long a page can be handed over to before it must be fresh. */
const TICKET_LIFE_MS = 10 * 60_000;

/** What a page says to the extension. */
export interface CompanionOffer {
  /** Must come back with the session; works once. */
  readonly ticket: string;
  /** The origin whose session is asked for. */
  readonly upstream: string;
  /** The origin that gets it. */
  readonly gateway: string;
}

/** The browser extension by which owners hand over the session of their own browser. */
export interface Companion {
  readonly driver: HandOverDriver;
  /** An offer for a page that is about to be shown; the one before is worth nothing from then on. */
  readonly offer: (session: LinkSessionRow) => Promise<CompanionOffer>;
  /** Takes what came with a session: nothing if it is in order, or what is wrong in a word. */
  readonly take: (
    session: LinkSessionRow,
    brought: { readonly ticket: string; readonly gateway: string },
  ) => Promise<"ticket_used" | "other_server" | undefined>;
  /** The extension as an archive. */
  readonly archive: () => Promise<Buffer>;
}

/** Makes it for this server. */
export function createCompanion(options: {
  readonly store: Pick<Store, "linkSessions">;
  readonly environments: Environments;
  readonly publicUrl: () => string;
  readonly clock: Clock;
}): Companion {
  const { environments, clock } = options;
  const { linkSessions } = options.store;
  const gateway = () => new URL(options.publicUrl()).origin;

  return {
    driver: { name: "companion", kind: "hand-over", passwordReaches: "nobody", session: "owners" },
    offer: async ({ id, environment }) => {
      const upstream = environments[environment]?.origin;
      if (upstream === undefined)
        throw new GatewayError("NOT_READY", `The environment "${environment}" is switched off.`);
      const ticket = newId("tick_", clock);
      await linkSessions.move(id, ["login"], {
        ticketDigest: digestOf(ticket),
        ticketExpiresAt: clock.now() + TICKET_LIFE_MS,
      });
      return { ticket, upstream, gateway: gateway() };
    },
    take: async ({ id }, brought) => {
      if (!(await linkSessions.takeTicket(id, digestOf(brought.ticket), clock.now())))
        return "ticket_used";
      return brought.gateway === gateway() ? undefined : "other_server";
    },
    archive: () => {
      const upstreams = Object.values(environments).map(({ origin }) => origin);
      return packageCompanion({ gateway: gateway(), upstreams });
    },
  };
}
