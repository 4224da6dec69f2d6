import { GatewayError } from "../errors.ts";
import type { DeclarationRow } from "../store/declaration-row.ts";
import type { Repositories } from "../store/store.ts";

/** What the configuration file calls something, by its ID; `null` for what does not belong to the file. */
export async function declaredNames({
  declarations,
}: Pick<Repositories, "declarations">): Promise<(targetId: string) => string | null> {
  const names = new Map((await declarations.list()).filter(isInForce).map(namePair));
  return (targetId) => names.get(targetId) ?? null;
}

/** The same for one thing alone. */
export async function declaredName(
  { declarations }: Pick<Repositories, "declarations">,
  targetId: string,
): Promise<string | null> {
  const row = await declarations.find(targetId);
  return row !== undefined && isInForce(row) ? row.name : null;
}

const isInForce = ({ disabledAt }: DeclarationRow) => disabledAt === null;
const namePair = ({ targetId, name }: DeclarationRow) => [targetId, name] as const;

/**
 * Lets a change by hand pass unless a configuration file has the last word on it; `field` narrows that
 * to one thing the file may say or leave open.
 * @throws GatewayError `CONFLICT` naming the file.
 */
export async function assertNotDeclared(
  { declarations }: Pick<Repositories, "declarations">,
  targetId: string,
  field?: string,
): Promise<void> {
  const row = await declarations.find(targetId);
  if (row === undefined || !isInForce(row)) return;
  if (field !== undefined && row.fields !== null && !row.fields.split(" ").includes(field)) return;
  const { kind, file, name } = row;
  throw new GatewayError("CONFLICT", `This ${kind} is declared in ${file}, as \`${name}\`.`, {
    reason: "declared_in_file",
    nextActions: [`Change it in ${file}, and reload.`],
  });
}
