import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const shipped = fileURLToPath(new URL("../../rules", import.meta.url));

/** Makes a rules folder with the shipped schemes whose sandbox signs with the shipped live rules: an upstream of a test's own has no feed. */
export async function makeRulesFolder(parent: string): Promise<string> {
  const folder = join(parent, "rules");
  await mkdir(folder, { recursive: true });
  await cp(join(shipped, "schemes"), join(folder, "schemes"), { recursive: true });
  await cp(join(shipped, "live"), join(folder, "sandbox"), { recursive: true });
  return folder;
}
