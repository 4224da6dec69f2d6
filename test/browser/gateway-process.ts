import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRulesFolder } from "../support/rules-folder.ts";
import { until } from "../end-to-end/until.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { discardScratch, newScratch } from "../support/scratch.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A gateway in a process of its own, with a text planted in its memory and both upstreams elsewhere. */
export async function startGatewayProcess(
  cleanup: Cleanup,
  options: {
    readonly planted?: string;
    readonly sandboxUrl: string;
    /** Where the live upstream is; off unless it is said. */
    readonly liveUrl?: string;
    /** Runs as another user. */
    readonly uid?: number | undefined;
  },
) {
  const { planted = "", sandboxUrl, liveUrl, uid } = options;
  const dataDir = newScratch("process");
  const rules = await makeRulesFolder(dataDir);
  // A sandbox elsewhere is not followed as a feed.
  for (const [environment, url] of Object.entries({ sandbox: sandboxUrl, live: liveUrl })) {
    if (url === undefined) continue;
    const published = await fetch(`${url}/_sandbox/rules.json`);
    await mkdir(join(rules, environment), { recursive: true });
    await writeFile(join(rules, environment, "elsewhere.json"), await published.text());
  }
  const config = join(dataDir, "gateway.json");
  const live = liveUrl !== undefined && { enabled: true, origin: liveUrl, hashOrigin: liveUrl };
  const environments = { sandbox: { origin: sandboxUrl }, ...(live !== false && { live }) };
  await writeFile(config, JSON.stringify({ environments }));
  if (uid !== undefined)
    for (const path of ["", ...(await readdir(dataDir, { recursive: true }))])
      await chown(join(dataDir, path), uid, uid);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--import", "./test/browser/plant.ts", "plugins/start.ts"],
    {
      cwd: root,
      ...(uid !== undefined && { uid, gid: uid }),
      env: {
        PATH: process.env["PATH"],
        CONFIG: config,
        DATA_DIR: dataDir,
        RULES_DIR: rules,
        PORT: "0",
        ADMIN_PORT: "0",
        PLANT: Array.from(planted).reverse().join(""),
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
