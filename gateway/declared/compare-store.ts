import type { Clock } from "../clock.ts";
import { loadConfig } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import type { Store } from "../store/store.ts";
import {
  comparableEndpoint,
  compareEndpoints,
  type ComparableEndpoint,
} from "../webhooks/compare-declared.ts";
import { createEndpointSecrets } from "../webhooks/secrets.ts";
import type { DeclaredChange } from "./change.ts";
import type { Declare } from "./declare.ts";
import { digestOf } from "./keys.ts";

/** What is compared of a configuration: what it declares, without a key's text, and the members of its pools. */
export interface Comparable {
  readonly declared: object;
  readonly egressIds: readonly string[];
  readonly endpoints: readonly ComparableEndpoint[];
}

/** How a configuration differs from what the store has. */
export interface StoreComparison {
  /** What taking its declarations would do. */
  readonly declared: readonly DeclaredChange[];
  /** Outbound proxies that connections are kept on and no pool of it has, with how many those are. */
  readonly missing: readonly { readonly egressId: string; readonly connections: number }[];
}

/** The part of a configuration to compare; keys are in it as digests. */
export function comparable({ declared, egress, webhooks }: Config): Comparable {
  const keys = Object.entries(declared.keys).map(([name, declaredKey]) => {
    const members = Object.entries(declaredKey).filter(([member]) => member !== "key");
    return [name, { ...Object.fromEntries(members), sha256: digestOf(declaredKey) }] as const;
  });
  const members = Object.values(egress.pools).flatMap((pool) => pool.members);
  return {
    declared: { ...declared, keys: Object.fromEntries(keys) },
    egressIds: members.map(({ id }) => id),
    endpoints: webhooks.endpoints.map(comparableEndpoint),
  };
}

/** Compares with a store and changes nothing. @throws ConfigError for what cannot be declared. */
export async function compareWithStore(
  { declared, egressIds, endpoints }: Comparable,
  {
    declare,
    store,
    clock,
  }: { readonly declare: Declare; readonly store: Store; readonly clock: Clock },
): Promise<StoreComparison> {
  const members = egressIds.map((id) => ({ id, kind: "direct" }));
  const egress = members.length === 0 ? {} : { egress: { pools: { compared: { members } } } };
  const { config } = await loadConfig({
    source: { document: { declared, ...egress } },
    env: {},
    args: {},
  });
  const counts = new Map<string, number>();
  for (const { egressId } of await store.connections.withEgress())
    if (!egressIds.includes(egressId)) counts.set(egressId, (counts.get(egressId) ?? 0) + 1);
  return {
    declared: [
      ...(await declare(config.declared, { dryRun: true })),
      ...(await compareEndpoints(endpoints, {
        store,
        secrets: createEndpointSecrets(store, clock),
      })),
    ],
    missing: [...counts].map(([egressId, connections]) => ({ egressId, connections })),
  };
}
