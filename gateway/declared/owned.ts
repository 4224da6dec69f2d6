import { GatewayError } from "../errors.ts";
import type { Repositories } from "../store/store.ts";

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
  if (row === undefined || row.disabledAt !== null) return;
  if (field !== undefined && row.fields !== null && !row.fields.split(" ").includes(field)) return;
  const { kind, file, name } = row;
  throw new GatewayError("CONFLICT", `This ${kind} is declared in ${file}, as \`${name}\`.`, {
    reason: "declared_in_file",
    nextActions: [`Change it in ${file}, and reload.`],
  });
}
