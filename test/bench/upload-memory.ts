import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/**
 * How far a gateway's memory grows while one file streams through it, its sandbox included:
 * `node --import tsx test/bench/upload-memory.ts [MiB]`. Linux only.
 */
const MIB = 1_048_576;
const size = Number(process.argv[2] ?? 2_048) * MIB;
const folder = mkdtempSync(join(tmpdir(), "countersign-memory-"));
const config = join(folder, "gateway.json");
writeFileSync(
  config,
  JSON.stringify({
    uploads: { partBytes: size, maxBytes: size },
    // The machine that measures may be busy; what is turned away for it is not measured.
    limits: { maxLagMs: 60_000 },
  }),
);
const gateway = spawn(process.execPath, ["--import", "tsx", "plugins/start.ts"], {
  env: { ...process.env, CONFIG: config, DATA_DIR: folder, PORT: "0", ADMIN_PORT: "0" },
  stdio: "ignore",
});
try {
  const handOut = join(folder, "sandbox.json");
  while (!existsSync(handOut)) await pause(50);
  const { baseUrl, apiKey, connections } = JSON.parse(readFileSync(handOut, "utf8")) as {
    baseUrl: string;
    apiKey: string;
    connections: { creator: string };
  };
  const headers = { apikey: apiKey, "x-connection-id": connections.creator };
  // The heap grows to its working size first, whatever the size of the file.
  const small = await send(Math.min(64 * MIB, size));
  const before = residentMib();
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, residentMib())), 20);
  const startedAt = performance.now();
  const status = await send(size);
  clearInterval(watching);
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    JSON.stringify({
      small,
      status,
      mib: size / MIB,
      before,
      most,
      growth: most - before,
      seconds,
    }),
  );

  async function send(bytes: number): Promise<number> {
    const begun = await fetch(`${baseUrl}/v2/access/uploads/init`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ filename: "a.mp4", size: bytes, contentType: "video/mp4" }),
    });
    const { uploadUrl } = (await begun.json()) as { uploadUrl?: string };
    if (uploadUrl === undefined) throw new Error(`no upload was opened: ${begun.status}`);
    const put = request(uploadUrl, {
      method: "PUT",
      headers: { ...headers, "content-length": bytes },
    });
    const answered = new Promise<number>((resolve, reject) => {
      put.on("error", reject);
      put.on("response", (answer) =>
        answer.resume().on("end", () => resolve(answer.statusCode ?? 0)),
      );
    });
    const chunk = Buffer.alloc(65_536, 7);
    // An answer before the end is a refusal: nobody takes the rest.
    let isAnswered = false as boolean;
    void answered.then(() => (isAnswered = true));
    for (let left = bytes; left > 0 && !isAnswered; left -= chunk.length)
      if (!put.write(chunk.subarray(0, left)))
        await Promise.race([new Promise((resolve) => put.once("drain", resolve)), answered]);
    put.end();
    return answered;
  }
} finally {
  gateway.kill();
  rmSync(folder, { recursive: true, force: true });
}

function residentMib(): number {
  const status = readFileSync(`/proc/${gateway.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}
