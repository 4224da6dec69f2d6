import { addOrganization } from "../store/defaults.ts";
import type { OrganizationRow } from "../store/tables.ts";
import type { Turn } from "./turn.ts";

/** Makes and renames the organizations that the file declares. */
export async function takeOrganizations(turn: Turn): Promise<void> {
  const { inner, declared, clock } = turn;
  for (const [name, { name: label = name }] of Object.entries(declared.organizations)) {
    const kept = await inner.organizations.find(turn.idOf("organization", name) ?? "");
    const row = kept ?? (await namesake(turn, name, label));
    const isOther = row !== undefined && row.name !== label;
    if (isOther) await inner.organizations.rename(row.id, label);
    const { id } = row ?? (await addOrganization(inner, { name: label, isDefault: 0 }, clock));
    const did = row === undefined ? "create" : isOther ? "change" : undefined;
    await turn.take({ kind: "organization", name, targetId: id, did });
  }
}

/**
 * The organization that something declared belongs to: one declared, the one of an ID, or the default one.
 * @throws ConfigError if there is none.
 */
export async function organizationOf(
  turn: Turn,
  kind: "app" | "key",
  name: string,
  reference: string | undefined,
): Promise<string> {
  const { organizations } = turn.inner;
  const id = turn.taken("organization", reference ?? "") ?? reference;
  const row = await (id === undefined ? organizations.findDefault() : organizations.find(id));
  if (row !== undefined && !isLeft(turn, row.id)) return row.id;
  return turn.refuse(
    kind,
    name,
    `There is no organization \`${reference ?? "default"}\`.`,
    "Declare it here, or give the ID of one that `organizations list` shows.",
  );
}

/** Whether the file had something before and no longer does. */
function isLeft(turn: Turn, id: string): boolean {
  return turn.gone().some(({ targetId }) => targetId === id);
}

async function namesake(
  { inner, before, declared, refuse }: Turn,
  name: string,
  label: string,
): Promise<OrganizationRow | undefined> {
  const all = (await inner.organizations.list()).filter((row) => row.name === label);
  const free = all.filter(
    ({ id }) => !Object.hasOwn(declared.organizations, before.get(id)?.name ?? ""),
  );
  if (free.length > 1)
    refuse(
      "organization",
      name,
      `${free.length} organizations have the name \`${label}\`.`,
      "Rename all but one of them, or choose another name.",
    );
  return free[0];
}
