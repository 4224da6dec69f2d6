import { hash } from "node:crypto";
import { newId } from "../ids.ts";
import type { ApiKeyRow } from "../store/tables.ts";
import { organizationOf } from "./organizations.ts";
import type { Declared, Turn } from "./turn.ts";

type DeclaredKey = Declared["keys"][string];

/** SHA-256 of a declared key, as hex. */
export function digestOf({ sha256, key = "" }: Pick<DeclaredKey, "sha256" | "key">): string {
  return sha256 ?? hash("sha256", key, "hex");
}

/** Makes and changes the keys that the file declares; returns the digests of those that are not as they were. */
export async function takeKeys(turn: Turn): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const [name, wanted] of Object.entries(turn.declared.keys)) {
    const digest = await takeKey(turn, name, wanted);
    if (digest !== undefined) digests.push(digest);
  }
  return digests;
}

/** Revokes keys; returns the digests of those that were valid. */
export async function revokeKeys(
  { inner, clock }: Turn,
  which: (row: ApiKeyRow) => boolean,
): Promise<readonly string[]> {
  const rows = (await inner.apiKeys.list({})).filter((row) => row.revokedAt === null && which(row));
  for (const { id } of rows) await inner.apiKeys.revoke(id, clock.now());
  return rows.map(({ digest }) => digest);
}

async function takeKey(turn: Turn, name: string, wanted: DeclaredKey): Promise<string | undefined> {
  const { inner, clock } = turn;
  const { environment, key } = wanted;
  const organizationId = await organizationOf(turn, "key", name, wanted.organization);
  const appId = await appOf(turn, name, wanted, organizationId);
  const digest = digestOf(wanted);
  const row = await inner.apiKeys.findAny(digest);
  if (row !== undefined) await assertMine(turn, name, row, { organizationId, environment });
  const said = { appId, scopes: JSON.stringify(wanted.scopes), name, revokedAt: null };
  const isSame =
    row?.appId === said.appId &&
    row.scopes === said.scopes &&
    row.name === name &&
    row.revokedAt === null;
  const added: ApiKeyRow = row ?? {
    ...said,
    id: newId("key_", clock),
    organizationId,
    environment,
    digest,
    lastFour: key?.slice(-4) ?? "",
    createdAt: clock.now(),
    firstUsedAt: null,
  };
  if (row === undefined) await inner.apiKeys.add(added);
  else if (!isSame) await inner.apiKeys.update(row.id, said);
  const did = row === undefined ? "create" : isSame ? undefined : "change";
  await turn.take({ kind: "key", name, targetId: added.id, did });
  return isSame ? undefined : digest;
}

async function appOf(
  turn: Turn,
  name: string,
  { app: reference, environment }: DeclaredKey,
  organizationId: string,
): Promise<string> {
  const { apps } = turn.inner;
  const id = turn.taken("app", reference ?? "") ?? reference;
  const row = await (id === undefined
    ? apps.findDefault(organizationId, environment)
    : apps.find(organizationId, environment, id));
  const isGone = turn.gone().some(({ targetId }) => targetId === row?.id);
  if (row !== undefined && !isGone) return row.id;
  return turn.refuse(
    "key",
    name,
    `The organization has no app \`${reference ?? "default"}\` in ${environment}.`,
    "Declare it here in the same organization and environment, or give the ID of one that `apps list` shows.",
  );
}

/** A key that somebody revoked by hand stays so: a file may be older than the reason. */
async function assertMine(
  turn: Turn,
  name: string,
  row: ApiKeyRow,
  place: Pick<ApiKeyRow, "organizationId" | "environment">,
): Promise<void> {
  if (row.organizationId !== place.organizationId || row.environment !== place.environment)
    turn.refuse(
      "key",
      name,
      "This key is of another organization or environment already.",
      "Make a key of its own with `keys generate`.",
    );
  if (row.revokedAt !== null && (await turn.inner.declarations.find(row.id)) === undefined)
    turn.refuse(
      "key",
      name,
      "This key was revoked.",
      "Make another one with `keys generate`, or remove it here.",
    );
}
