import assert from "node:assert/strict";
import { appendFile, cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startTestGateway } from "../support/gateway.ts";
import { makeScratch } from "../support/scratch.ts";
import { call, startLoad } from "./sandbox-script.ts";
import { until as untilSo } from "./until.ts";

const GREETING = (word: string) => `export const greeting = ${JSON.stringify(word)};\n`;
const PLUGIN = `
import { definePlugin, Type } from "countersign/plugin";
import { greeting } from "./greeting.ts";
export default definePlugin({
  name: "greeter",
  summary: "Greets.",
  config: Type.Object({}),
  setup: () => ({
    onRequest: ({ answerHeaders }) => { answerHeaders["x-greeting"] = greeting; },
  }),
});
`;
const CHAIN = ["./greeter.ts", "auth", "session", "managed", "proxy-pool", "signer"];

test("an operator's plugin from outside the checkout takes changes of its inner file; broken rules, config and plugin under load fail nothing and are visible", async (t) => {
  const folder = makeScratch(t, "operator");
  await cp(fileURLToPath(new URL("../../rules", import.meta.url)), join(folder, "rules"), {
    recursive: true,
  });
  const config = join(folder, "gateway.json");
  const good = JSON.stringify({ chains: { access: { plugins: CHAIN } } });
  await writeFile(join(folder, "greeting.ts"), GREETING("hello"));
  await writeFile(join(folder, "greeter.ts"), PLUGIN);
  await writeFile(config, good);
  const gateway = await startTestGateway(
    t,
    {},
    { config, env: { RULES_DIR: join(folder, "rules") } },
  );
  const until = async (what: string, isSo: () => Promise<boolean> | boolean) => {
    for (let tries = 0; tries < 200; tries++) {
      if (await isSo()) return;
      await pause(50);
    }
    assert.fail(`${what} did not happen within 10 s`);
  };
  const greeting = async () => (await call(gateway, "/v2/access/self")).headers.get("x-greeting");
  assert.equal(await greeting(), "hello");

  const load = startLoad(gateway);
  await writeFile(join(folder, "greeting.ts"), GREETING("welcome"));
  await until("the new inner file", async () => (await greeting()) === "welcome");

  await writeFile(join(folder, "rules", "sandbox", "broken.json"), '{"static_param": 1}');
  await until("the refusal of the rules", async () =>
    /rules_rejected_total\{environment="sandbox"\} [1-9]/.test(await gateway.metrics()),
  );
  await writeFile(config, '{"chains": {"acess": []}}');
  await until("the refusal of the config", () => gateway.log().includes("acess"));
  await writeFile(config, good);
  await writeFile(join(folder, "greeter.ts"), "export default definePlugin({ broken");
  await until("the refusal of the plugin", () =>
    /greeter\.ts[^\n]*(expected|Expected)/i.test(gateway.log()),
  );
  assert.equal(await greeting(), "welcome");

  const statuses = await load.stop();
  assert.deepEqual(
    statuses.filter((status) => status !== 200),
    [],
  );
  t.diagnostic(`${statuses.length} exchanges through four changes, 0 failed`);
  const ready = (await (await fetch(`${gateway.adminUrl}/readyz`)).json()) as {
    warnings: string[];
  };
  assert.ok(ready.warnings.length > 0, "the refused configuration shows in /readyz");
});

/** Notes each time it is tried, and is never fit to serve. */
const UNFIT = `
import { appendFileSync } from "node:fs";
import { definePlugin, Type } from "countersign/plugin";
export default definePlugin({
  name: "unfit",
  summary: "Fails.",
  config: Type.Object({ notes: Type.String({ description: "Where to note it." }) }),
  setup: ({ notes }) => {
    appendFileSync(notes, "tried\\n");
    throw new Error("unfit to serve");
  },
});
`;

test("a refusal is told once, though a log written beside the configuration has it tried again", async (t) => {
  const folder = makeScratch(t, "operator-log");
  const config = join(folder, "gateway.json");
  const notes = join(makeScratch(t, "operator-notes"), "notes");
  await writeFile(join(folder, "unfit.ts"), UNFIT);
  await writeFile(config, "{}");
  const gateway = await startTestGateway(t, {}, { config });
  const tries = async () => (await readFile(notes, "utf8").catch(() => "")).split("\n").length - 1;
  const refusals = () => gateway.log().split("the new configuration was refused").length - 1;

  const plugins = [{ use: "./unfit.ts", with: { notes } }];
  await writeFile(config, JSON.stringify({ chains: { access: { plugins } } }));
  await untilSo("the refusal", () => refusals() > 0);
  const before = await tries();
  await appendFile(join(folder, "gateway.log"), "a line\n");
  await untilSo("another try", async () => (await tries()) > before);
  await writeFile(config, '{"chians": {}}');
  await untilSo("another refusal", () => gateway.log().includes("Did you mean `chains`"));
  assert.equal(refusals(), 2, gateway.log());
});
