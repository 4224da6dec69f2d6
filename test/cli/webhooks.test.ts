import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { startReceiver } from "../webhooks/receiver.ts";
import { createInnerCommandLine, type CommandLine } from "./command-line.ts";

const cleanup = untilFileEnds();
let gateway: TestGateway;
let cli: CommandLine;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let endpointId: string;
let secret: string;

before(async () => {
  gateway = await startTestGateway(cleanup);
  cli = createInnerCommandLine({ DATA_DIR: gateway.dataDir });
  receiver = await startReceiver(cleanup);
});

test("an endpoint that is added is told of events, signed with the secret that was printed", async () => {
  const added = (await cli.json(
    0,
    ...["webhooks", "add", receiver.url, "--environment", "sandbox"],
    ...["--events", "connection.paused, connection.resumed"],
  )) as { id: string; secret: string };
  ({ id: endpointId, secret } = added);
  await cli.run("connections", "pause", gateway.sandbox.creator);
  await cli.run("connections", "resume", gateway.sandbox.creator);
  await receiver.received(2);
  assert.deepEqual(receiver.types(), ["connection.paused", "connection.resumed"]);
  for (const { body, headers } of receiver.got)
    new Webhook(secret).verify(body, headers as Record<string, string>);
});

test("an endpoint is changed in what is named alone", async () => {
  const events = ["connection.paused", "connection.resumed", "connection.expired"];
  const args = ["webhooks", "change", endpointId, "--events", events.join(", ")];
  assert.partialDeepStrictEqual(await cli.json(0, ...args), { events, url: receiver.url });
  assert.equal((await cli.run("webhooks", "change", endpointId)).code, 0);
  assert.equal((await cli.run("webhooks", "change", endpointId, "--form", "none")).code, 2);
});

test("endpoints and deliveries are listed, and never a secret", async () => {
  const listed = await cli.run("webhooks", "list", "--environment", "sandbox");
  assert.match(listed.stdout, new RegExp(`${endpointId} +sandbox +on +standard .*/hooks`));
  const deliveries = await cli.run("webhooks", "deliveries", endpointId, "--state", "delivered");
  assert.match(deliveries.stdout, /connection\.resumed +delivered +1/);
  assert.ok(!`${listed.stdout}${deliveries.stdout}`.includes(secret));
});

test("events of a time are sent again, with a new secret's signature once it was rotated", async () => {
  const rotated = await cli.run("webhooks", "rotate", endpointId, "--overlap-hours", "0");
  const [newSecret = ""] = rotated.stdout.split("\n");
  assert.notEqual(newSecret, secret);
  const sent = await cli.run("webhooks", "redeliver", endpointId);
  assert.match(sent.stdout, /^2 events/);
  await receiver.received(4);
  const { body, headers } = receiver.got.at(-1) ?? { body: "", headers: {} };
  new Webhook(newSecret).verify(body, headers as Record<string, string>);
  assert.throws(() => new Webhook(secret).verify(body, headers as Record<string, string>));
});

test("one delivery is sent again by its ID, under the same event's", async () => {
  const listed = await cli.json(0, "webhooks", "deliveries", endpointId);
  const [last] = (listed as { list: { id: string; eventId: string }[] }).list;
  const sent = await cli.run("webhooks", "redeliver", last?.id ?? "");
  assert.equal(sent.stdout.trim(), `${last?.id} is on its way again.`);
  await receiver.received(5);
  assert.equal(receiver.got.at(-1)?.headers["webhook-id"], last?.eventId);
  assert.equal((await cli.run("webhooks", "redeliver", "whd_none")).code, 2);
});

test("an endpoint is switched off and on, and removed; one that is not there is refused", async () => {
  await cli.run("webhooks", "disable", endpointId);
  assert.match((await cli.run("webhooks", "list")).stdout, /off: operator/);
  assert.match((await cli.run("webhooks", "enable", endpointId)).stdout, /is on/);
  assert.equal((await cli.run("webhooks", "remove", endpointId)).code, 0);
  const gone = await cli.run("webhooks", "rotate", endpointId);
  assert.equal(gone.code, 2);
  assert.match(gone.stderr, /no such webhook endpoint/);
});

test("an address beyond this machine needs https, and the sentence says so", async () => {
  const refused = await cli.run(
    "webhooks",
    "add",
    "http://10.0.0.1/hooks",
    "--environment",
    "live",
  );
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /https/);
});
