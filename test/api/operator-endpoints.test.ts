import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { OpenApi } from "../../gateway/api/reference/document.ts";
import { makeFolder } from "../end-to-end/folder.ts";
import { startTestGateway } from "../support/gateway.ts";

const pluginThatSays = (summary: string) => `
import { definePlugin, reply, Type } from "countersign/plugin";
export default definePlugin({
  name: "weather",
  summary: "Says what the weather is.",
  config: Type.Object({}),
  endpoints: [{
    method: "GET", path: "/v2/access/weather/{city}", subject: "weather", summary: "${summary}",
    permission: "profile:read", risk: "read", evidence: "observed",
    parameters: [{ name: "city", description: "Where.", pattern: "^[a-z]+$" }],
    answer: Type.Object({ sky: Type.String() }, { title: "Weather" }),
  }],
  setup: () => ({ onRequest: ({ path }) => path.startsWith("/v2/access/weather/") ? reply(200, { sky: "blue" }) : undefined }),
});`;

test("what an operator's own plugin serves is in the reference, and follows its code", async (t) => {
  const folder = await makeFolder(t);
  await folder.drop("weather.ts", pluginThatSays("The weather in a city."));
  const use = join(folder.path, "weather.ts");
  const gateway = await startTestGateway(t, {
    chains: { access: { plugins: [use, "auth", "session", "managed", "proxy-pool", "signer"] } },
  });
  const read = async (): Promise<OpenApi> =>
    (await (await fetch(`${gateway.url}/openapi.json`)).json()) as OpenApi;
  const path = "/v2/access/weather/{city}";
  const first = await read();
  assert.equal(first.paths[path]?.["get"]?.summary, "The weather in a city.");
  assert.ok("Weather" in first.components.schemas && "/v2/access/posts" in first.paths);
  assert.match(await (await fetch(`${gateway.url}/docs.md`)).text(), /weather\/\{city\}/);
  await folder.drop("weather.ts", pluginThatSays("What one sees looking up."));
  await gateway.reload();
  assert.equal((await read()).paths[path]?.["get"]?.summary, "What one sees looking up.");
});
