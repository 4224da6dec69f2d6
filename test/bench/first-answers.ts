import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { session } from "../api/account-gateway.ts";
import { launch } from "../cli/command-line.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startConnectProxy } from "../support/egress-proxies.ts";
import { startTestGateway } from "../support/gateway.ts";
import { makeRulesFolder } from "../support/rules-folder.ts";

/**
 * How long it takes from a file of accounts, each with an outbound proxy of its own, to the first
 * answer of every one, with the import killed halfway and run again:
 * `node --import tsx test/bench/first-answers.ts [accounts]`.
 */
const accounts = Number(process.argv[2] ?? 300);
const AT_ONCE = 20;
const closers: (() => void | Promise<void>)[] = [];
const cleanup: Cleanup = { after: (close) => void closers.push(close) };
const folder = mkdtempSync(join(tmpdir(), "countersign-first-"));
try {
  const upstream = createServer((request, response) => {
    const user = /auth_id=(\d+)/.exec(request.headers.cookie ?? "")?.[1];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: Number(user), isAuth: true }));
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  cleanup.after(() => void upstream.close());
  const users = Array.from({ length: accounts }, (_, index) => String(10_000 + index));
  const proxies = await Promise.all(users.map(() => startConnectProxy(cleanup)));
  const members = proxies.map(({ egress }, index) => ({ ...egress, id: `own-${users[index]}` }));
  const config = join(folder, "gateway.json");
  writeFileSync(
    config,
    JSON.stringify({
      environments: {
        sandbox: { origin: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}` },
      },
      // The sandbox's two own accounts need room too.
      egress: {
        pools: {
          default: { maxConnectionsPerEgress: 1, members: [...members, spare(1), spare(2)] },
        },
      },
      limits: { maxLagMs: 60_000 },
    }),
  );
  const env = { RULES_DIR: await makeRulesFolder(folder), DATA_DIR: join(folder, "data") };
  const gateway = await startTestGateway(cleanup, {}, { config, env });

  const startedAtMs = performance.now();
  const sinceMs = () => Math.round(performance.now() - startedAtMs);
  const rows = users.map((user) => JSON.stringify(session(user, { egressId: `own-${user}` })));
  await importKilledAt(Math.floor(accounts / 2));
  const killedMs = sinceMs();
  const command = run("--json");
  command.stdin?.end(`${rows.join("\n")}\n`);
  command.stderr?.resume();
  const { counts, rows: done } = JSON.parse(await text(command.stdout ?? process.stdin)) as {
    counts: Record<string, number>;
    rows: { connectionId: string }[];
  };
  const importedMs = sinceMs();

  const waiting = done.map(
    ({ connectionId }, index) => [connectionId, users[index] ?? ""] as const,
  );
  let answered = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const [id, user] = next;
        const headers = { apikey: gateway.sandbox.apiKey, "x-connection-id": id };
        const answer = await fetch(`${gateway.url}/v2/access/proxy/users/me`, { headers });
        const { id: told } = (await answer.json()) as { id?: number };
        if (answer.status === 200 && String(told) === user) answered += 1;
      }
    }),
  );
  console.log(
    JSON.stringify({
      accounts,
      counts,
      connections: new Set(done.map(({ connectionId }) => connectionId)).size,
      answered,
      throughOwnProxy: proxies.filter(({ destinations }) => destinations.length > 0).length,
      killedMs,
      importedMs,
      allAnsweredMs: sinceMs(),
    }),
  );

  function run(...options: string[]) {
    return launch(["connections", "import", "--environment", "sandbox", ...options], env);
  }

  async function importKilledAt(count: number): Promise<void> {
    const killed = run();
    killed.stderr?.resume();
    // Only so many are sent: the gateway would otherwise do all before the kill arrives.
    killed.stdin?.on("error", () => undefined).write(`${rows.slice(0, count).join("\n")}\n`);
    let seen = 0;
    const lines = createInterface({ input: killed.stdout ?? process.stdin });
    lines.on("line", () => {
      if (++seen === count) process.kill(-(killed.pid ?? 0), "SIGKILL");
    });
    await once(lines, "close");
  }
} finally {
  for (const close of closers.toReversed()) await close();
  rmSync(folder, { recursive: true, force: true });
}

function spare(number: number) {
  return { id: `spare-${number}`, kind: "direct" };
}
