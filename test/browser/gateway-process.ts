import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRulesFolder } from "../support/rules-folder.ts";
import { until } from "../end-to-end/until.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { discardScratch, newScratch } from "../support/scratch.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A gateway in a process of its own, with a text planted in its memory and its sandbox elsewhere. */
export async function startGatewayProcess(
  cleanup: Cleanup,
  options: { readonly planted: string; readonly sandboxUrl: string },
) {
  const dataDir = newScratch("process");
  const rules = await makeRulesFolder(dataDir);
  // A sandbox elsewhere is not followed as a feed.
  const published = await fetch(`${options.sandboxUrl}/_sandbox/rules.json`);
  await writeFile(join(rules, "sandbox", "elsewhere.json"), await published.text());
  const config = join(dataDir, "gateway.json");
  const document = { environments: { sandbox: { origin: options.sandboxUrl } } };
  await writeFile(config, JSON.stringify(document));
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--import", "./test/browser/plant.ts", "plugins/start.ts"],
    {
      cwd: root,
      env: {
        PATH: process.env["PATH"],
        CONFIG: config,
        DATA_DIR: dataDir,
        RULES_DIR: rules,
        PORT: "0",
        ADMIN_PORT: "0",
        PLANT: Array.from(options.planted).reverse().join(""),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const output of [child.stdout, child.stderr])
    output.on("data", (chunk: Buffer) => (said += chunk.toString()));
  cleanup.after(async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    discardScratch(dataDir);
  });
  const handOut = join(dataDir, "sandbox.json");
  await until("the gateway is ready", () => {
    if (child.exitCode !== null) throw new Error(`it ended: ${said}`);
    return existsSync(handOut);
  });
  const { baseUrl, adminUrl, adminToken, apiKey } = JSON.parse(
    await readFile(handOut, "utf8"),
  ) as Record<"baseUrl" | "adminUrl" | "adminToken" | "apiKey", string>;
  return {
    pid: child.pid ?? 0,
    url: baseUrl,
    adminUrl,
    adminToken,
    apiKey,
    dataDir,
    said: () => said,
  };
}
