import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestGateway } from "../support/gateway.ts";
import { createInnerCommandLine } from "./command-line.ts";

test("an operator makes an invite with a QR code, lists it without its address, takes it back, and sets an app's look", async (t) => {
  const gateway = await startTestGateway(t);
  const cli = createInnerCommandLine({ DATA_DIR: gateway.dataDir });
  const made = await cli.run("link", "invite", "--environment", "sandbox", "--reference", "anna");
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /[█▀▄]{20}/);
  const [url = ""] = /http:\S+\/invite\/inv_\w{24}/.exec(made.stdout) ?? [];
  assert.equal((await fetch(url, { redirect: "manual" })).status, 303);
  const listed = await cli.run("link", "invites", "--environment", "sandbox");
  const [id = ""] = /invite_\w{24}/.exec(listed.stdout) ?? [];
  assert.match(listed.stdout, /open +sandbox +anna/);
  assert.doesNotMatch(listed.stdout, /inv_\w{24}/);
  assert.match((await cli.run("link", "revoke", id)).stdout, /is revoked/);

  const apps = (await cli.json(0, "apps", "list", "--environment", "sandbox")) as {
    list: { id: string }[];
  };
  const appId = apps.list[0]?.id ?? "";
  const look = await cli.run("apps", "brand", appId, "--name", "Anna's", "--accent", "#5b21b6");
  assert.equal(look.code, 0, look.stderr);
  const pale = await cli.run("apps", "brand", appId, "--accent", "#ffee00");
  assert.deepEqual([pale.code, /contrast of 1\.\d:1/.test(pale.stderr)], [2, true]);
});
