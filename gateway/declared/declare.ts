import { addAct } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import type { Egresses } from "../egress/pool.ts";
import { newId } from "../ids.ts";
import type { Keys } from "../keys/keys.ts";
import type { Log } from "../observe/log.ts";
import type { Store } from "../store/store.ts";
import type { Events } from "../webhooks/events.ts";
import { closeApp, takeApps } from "./apps.ts";
import type { DeclaredChange } from "./change.ts";
import { placeConnections } from "./connections.ts";
import { revokeKeys, takeKeys } from "./keys.ts";
import { takeOrganizations } from "./organizations.ts";
import { beginTurn, type Declared, type Turn } from "./turn.ts";

/**
 * Makes what belongs to the configuration file as it stands there, whole or not at all; a dry run only
 * says what that would change. @throws ConfigError for what cannot be.
 */
export type Declare = (
  declared: Declared,
  options: { readonly dryRun: boolean },
) => Promise<readonly DeclaredChange[]>;

/** Declarations over the store; `file` is what people are told to change. */
export function createDeclare(options: {
  readonly store: Store;
  readonly keys: Pick<Keys, "changed">;
  readonly egresses: Pick<Egresses, "note">;
  readonly events: Pick<Events, "emit">;
  readonly clock: Clock;
  readonly log: Log;
  readonly file: string;
}): Declare {
  const { store, keys, egresses, events, clock, log, file } = options;
  return async (declared, { dryRun }) => {
    let changes: readonly DeclaredChange[] = [];
    const work = store.transaction(async (inner) => {
      const turn = await beginTurn(inner, { declared, clock, file });
      await takeOrganizations(turn);
      await takeApps(turn);
      const taken = await takeKeys(turn);
      const moved = await placeConnections(turn, events);
      const revoked = await leaveGone(turn);
      changes = turn.changes.map(({ change }) => change);
      if (dryRun) throw new DryRun();
      await record(turn, file);
      return { digests: [...taken, ...revoked], moved };
    });
    const done = await work.catch((error: unknown) => {
      if (error instanceof DryRun) return undefined;
      throw error;
    });
    done?.digests.forEach(keys.changed);
    done?.moved.forEach(({ id, egressId }) => egresses.note(id, egressId ?? undefined));
    if (done !== undefined)
      for (const change of changes) log.info({ ...change }, "taken from the configuration");
    return changes;
  };
}

/** Takes the transaction back: what it would have changed is known by then. */
class DryRun extends Error {}

/** Switches off what the file no longer has. What every store has from its start, and connections, stay as they are. */
async function leaveGone(turn: Turn): Promise<readonly string[]> {
  const { inner } = turn;
  const digests: string[] = [];
  for (const row of turn.gone()) {
    const { kind, targetId } = row;
    const standing =
      kind === "organization"
        ? await inner.organizations.find(targetId)
        : kind === "app"
          ? await inner.apps.findById(targetId)
          : undefined;
    if (kind === "connection" || standing?.isDefault === 1) {
      await turn.leave(row, "release");
      continue;
    }
    if (kind === "app") await closeApp(turn, targetId);
    const of = { organization: "organizationId", app: "appId", key: "id" } as const;
    digests.push(...(await revokeKeys(turn, (key) => key[of[kind]] === targetId)));
    await turn.leave(row, "disable");
  }
  return digests;
}

async function record({ inner, changes, clock }: Turn, file: string): Promise<void> {
  const requestId = newId("req_", clock);
  for (const { change, targetId: target } of changes) {
    const { action, kind, name } = change;
    const detail = { name, file };
    const act = { actor: "config", action: `${kind}.${action}`, target, requestId, detail };
    await addAct(inner, { ...act, outcome: "ok" }, clock.now());
  }
}
