import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTestGateway } from "../support/gateway.ts";
import { createCommandLine } from "./command-line.ts";

const gateway = await startTestGateway({ after }, {});
const cli = createCommandLine({ DATA_DIR: gateway.dataDir });

test("rules are listed, pinned and released; a build that is not there is refused", async () => {
  const { environments } = (await cli.json(0, "rules", "list")) as {
    environments: { environment: string; current: string }[];
  };
  const sandbox = environments.find(({ environment }) => environment === "sandbox");
  await cli.json(0, "rules", "pin", "sandbox", sandbox?.current ?? "");
  await cli.json(2, "rules", "pin", "sandbox", "1:00000000");
  await cli.json(0, "rules", "release", "sandbox");
});

test("generations, egresses and exchanges are listed; a reload says what came of it", async () => {
  const { code, stdout } = await cli.run("generations");
  assert.equal(code, 0);
  assert.match(stdout, /\b1\b/);
  await cli.json(0, "egress", "list");
  await cli.json(0, "exchanges");
  await cli.json(0, "reload", "--dry-run");
});

test("nothing that was said holds the admin token or a key", () => {
  assert.ok(!cli.said().includes(gateway.adminToken));
  assert.ok(!cli.said().includes(gateway.sandbox.apiKey));
});
