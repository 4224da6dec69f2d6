import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Config } from "../../gateway/config/schema.ts";
import { GatewayError } from "../../gateway/errors.ts";
import type { Engine } from "../../gateway/http/engine.ts";
import type { Services } from "../../gateway/services.ts";
import { startHealth } from "../../gateway/health/start-health.ts";
import { createEvents } from "../../gateway/webhooks/events.ts";
import { newSession, startConnections } from "../connections/test-connections.ts";

const { connections, store, caller, clock, log } = await startConnections({ after });
const health = startHealth({
  config: { health: { monitor: false, parallel: 1 } } as Config,
  services: {
    connections,
    environments: {},
    events: createEvents({ store, clock }),
  } as unknown as Parameters<typeof startHealth>[0]["services"] & Services,
  store,
  engine: {} as Engine,
  clock,
  log,
});
after(health.close);

const wrongUser = new GatewayError("SESSION_EXPIRED", "No.", {
  reason: "expired",
  upstream: { status: 400, code: 301, message: "Wrong user." },
});
const stateOf = async (id: string) => (await store.connections.find(id))?.state;

test('"Wrong user." ends the session it was said of, and not one that took its place meanwhile', async () => {
  const session = newSession(caller, { upstreamUserId: "900" });
  const before = await connections.put(session);
  const { connection } = await connections.resolve(caller, before.id);
  await connections.put(session);
  await health.heard(connection, wrongUser);
  assert.equal(await stateOf(before.id), "active");
  const now = await connections.resolve(caller, before.id);
  await health.heard(now.connection, wrongUser);
  assert.equal(await stateOf(before.id), "expired");
});

test("a session that the upstream ended takes none with it that took its place meanwhile", async () => {
  const session = newSession(caller, { upstreamUserId: "901" });
  const { id } = await connections.put(session);
  await connections.session(id);
  await Promise.all([connections.absorb(id, ["sess=deleted"]), connections.put(session)]);
  assert.equal(await stateOf(id), "active");
  await connections.session(id);
  await connections.absorb(id, ["sess=deleted"]);
  assert.equal(await stateOf(id), "expired");
});
