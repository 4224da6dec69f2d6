import type { Command } from "commander";
import { isSigned } from "../../webhooks/sign.ts";
import type { ReadEvents, SignedEvent } from "../../webhooks/read-events.ts";
import { findGateway, queryOf, type AdminApi } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { ownerOf, type OwnerOptions } from "../owner.ts";

interface ListenOptions extends OwnerOptions {
  readonly events: string;
  readonly after?: string;
  readonly count?: string;
}

interface Heard {
  readonly id: string;
  readonly isVerified: boolean;
  readonly event: unknown;
}

const LOOK_MS = 500;

/** `webhooks listen`: events as they come, on the machine of whoever develops an app; nothing needs to reach that. */
export function listenCommand(group: Command, cli: Cli): void {
  declare<ListenOptions>(group, cli, {
    usage: "listen",
    summary: "print events as they come, each checked, until interrupted",
    place: "gateway",
    options: [
      ["--environment <name>", "sandbox or live", "sandbox"],
      ["--organization <id>", "whose events; the default organization's unless given"],
      ["--events <list>", "types of events, separated by commas", "*"],
      ["--after <event>", "begin after this event, the last one seen, instead of now"],
      ["--count <n>", "stop after so many"],
    ],
    examples: [
      "webhooks listen",
      "webhooks listen --environment live --events connection.expired,connection.repaired",
      "webhooks listen --after evt_2c4f6h8k0m2p4r6t8v0x2z4B --count 1 --json",
    ],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const enough = Number(options.count ?? Infinity);
      const heard: Heard[] = [];
      const ending = new AbortController();
      const listening = hear(cli, gateway, options, ending.signal, (each) => {
        heard.push(each);
        if (options.json !== true) cli.print(lineOf(each));
        if (heard.length >= enough) ending.abort();
      });
      if (options.json !== true) cli.complain("Listening. Ctrl-C ends it.\n");
      await untilInterrupted(ending, listening);
      const last = heard.at(-1)?.id;
      const resume = last === undefined ? "" : ` Go on later with --after ${last}`;
      return { text: `${heard.length} events.${resume}`, data: { events: heard } };
    },
  });
}

/** Reads on from where it was, over restarts of the gateway too, until it is told to end. */
async function hear(
  cli: Cli,
  gateway: AdminApi,
  { events, after, ...options }: ListenOptions,
  ending: AbortSignal,
  onHeard: (heard: Heard) => void,
): Promise<void> {
  // The gateway signs with it what it hands out here, as it signs deliveries.
  const secret = `whsec_${cli.clock.randomBytes(32).toString("base64")}`;
  const types = events.replaceAll(" ", "");
  const isEnded = () => ending.aborted;
  let cursor = after;
  while (!isEnded()) {
    const query = { ...ownerOf(options), after: cursor, types: types === "*" ? undefined : types };
    const read = await readOnce(gateway, `/admin/events${queryOf(query)}`, secret, cursor);
    for (const signed of read?.list ?? []) {
      if (isEnded()) return;
      onHeard(check(signed, secret));
    }
    cursor = read?.cursor ?? cursor;
    if (read?.list.length === 0 || read === undefined) await pause(cli, ending);
  }
}

async function readOnce(
  gateway: AdminApi,
  path: string,
  secret: string,
  cursor: string | undefined,
): Promise<ReadEvents | undefined> {
  try {
    return (await gateway.get(path, { "countersign-secret": secret })) as ReadEvents;
  } catch (error) {
    // One that restarts is back soon; what it was never asked must not wait for it.
    const isAway = error instanceof CommandError && error.exitCode === EXIT.unreachable;
    if (isAway && cursor !== undefined) return undefined;
    throw error;
  }
}

function check({ id, headers, body }: SignedEvent, secret: string): Heard {
  const isVerified = isSigned(secret, headers, body);
  return { id, isVerified, event: isVerified ? JSON.parse(body) : null };
}

function lineOf({ id, isVerified, event }: Heard): string {
  if (!isVerified) return `${id}: NOT SIGNED by this gateway, not shown\n`;
  return `${id}\n${JSON.stringify(event, null, 2)}\n`;
}

/** Resolves after a while, or at once when it is told to end. */
function pause({ clock }: Cli, ending: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  const timer = clock.setTimeout(end, LOOK_MS);
  ending.addEventListener("abort", end, { once: true });
  return promise.finally(() => {
    clock.clearTimeout(timer);
    ending.removeEventListener("abort", end);
  });
}

/** Resolves once it listens no more: at an interrupt, or by itself. */
async function untilInterrupted(ending: AbortController, listening: Promise<void>): Promise<void> {
  const end = () => ending.abort();
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  try {
    await listening;
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  }
}
