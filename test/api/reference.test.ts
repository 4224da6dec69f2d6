import assert from "node:assert/strict";
import { before, test } from "node:test";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020 } from "ajv/dist/2020.js";
import { movedRoutes } from "../../gateway/api/reference/migration.ts";
import type { OpenApi, Operation } from "../../gateway/api/reference/document.ts";
import { endpoints } from "../../plugins/managed/endpoints.ts";
import { EVENT_TYPES } from "../../gateway/webhooks/event-types.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway } from "../support/gateway.ts";

const cleanup = untilFileEnds();
let url: string;
let document: OpenApi;
before(async () => {
  url = (await startTestGateway(cleanup)).url;
  document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
});

const operations = (): readonly (readonly [name: string, operation: Operation])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );

/** Every object of the document with the place it is at. */
function* objectsIn(value: unknown, place = "#"): Iterable<readonly [string, object]> {
  if (typeof value !== "object" || value === null) return;
  yield [place, value];
  for (const [name, each] of Object.entries(value)) yield* objectsIn(each, `${place}/${name}`);
}

function at(pointer: string): unknown {
  return pointer
    .slice(2)
    .split("/")
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      document,
    );
}

test("the document has every managed endpoint and every account route, and says 3.1", () => {
  const names = new Set(operations().map(([name]) => name));
  for (const { method, path } of endpoints)
    assert.ok(names.has(`${method} /v2/access${path.replace(/:(\w+)/g, "{$1}")}`), path);
  for (const name of [
    "GET /v2/account/whoami",
    "DELETE /v2/account/connections/{connectionId}",
    "POST /v2/account/connections/import",
    "GET /v2/dynamic-rules",
  ])
    assert.ok(names.has(name), name);
  assert.match(document.openapi, /^3\.1\.\d+$/);
  assert.ok(document.info.title !== "" && document.info.version !== "");
});

test("every event is there with its body, in what is read as text too", async () => {
  assert.deepEqual(Object.keys(document.webhooks), [...EVENT_TYPES]);
  const pages = await Promise.all(
    ["/docs.md", "/llms.txt"].map(async (path) => (await fetch(url + path)).text()),
  );
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    const schema = post.requestBody?.content?.["application/json"]?.schema;
    assert.deepEqual(schema?.properties?.["type"]?.const, type);
    assert.ok(schema.required?.includes("data"));
    for (const page of pages) assert.ok(page.includes(`EVENT ${type}`), type);
  }
});

test("the document is one of OpenAPI 3.1 to a public validator, which finds faults where some are made", async () => {
  const config = await createConfig({ extends: ["spec"] });
  const faultsOf = async (checked: object) =>
    (await lintFromString({ source: JSON.stringify(checked), config })).map(
      ({ message, location }) => `${String(location[0]?.pointer)}: ${message}`,
    );
  assert.deepEqual(await faultsOf(document), []);
  assert.equal((await faultsOf({ ...document, info: {} })).length, 2);
});

test("every reference leads somewhere", () => {
  let references = 0;
  for (const [place, object] of objectsIn(document)) {
    const { $ref } = object as { $ref?: unknown };
    if (typeof $ref !== "string") continue;
    references += 1;
    assert.ok(at($ref) !== undefined, `${place}: ${$ref}`);
  }
  assert.ok(references > 100);
});

test("every operation has an id of its own, a permission, errors, and its path's parameters", () => {
  const ids = operations().map(([, { operationId }]) => operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const [name, operation] of operations()) {
    assert.match(operation.operationId, /^[a-z]+[A-Za-z0-9]+$/, name);
    assert.ok(operation.summary.length > 10 && operation.summary.endsWith("."), name);
    if (name.includes("/v2/access/"))
      assert.match(operation["x-permission"] ?? "", /^\w+:\w+$/, name);
    assert.ok("default" in operation.responses && "400" in operation.responses, name);
    assert.ok(
      Object.keys(operation.responses).some((status) => status.startsWith("2")),
      name,
    );
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const declared = operation.parameters.filter((parameter) => parameter.in === "path");
    assert.deepEqual(
      declared.map((parameter) => parameter.name),
      inPath,
      name,
    );
    assert.ok(
      declared.every(({ required }) => required),
      name,
    );
  }
});

test("every schema is one of JSON Schema 2020-12, as OpenAPI 3.1 has it", () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: "openapi", components: document.components });
  let schemas = 0;
  for (const [place, object] of objectsIn(document)) {
    const { schema } = object as { schema?: object };
    if (schema === undefined || place.includes("/properties/")) continue;
    schemas += 1;
    assert.equal(ajv.validateSchema(schema), true, `${place}: ${ajv.errorsText()}`);
  }
  for (const [name, schema] of Object.entries(document.components.schemas))
    assert.equal(ajv.validateSchema(schema), true, `${name}: ${ajv.errorsText()}`);
  assert.ok(schemas > 200);
});

test("an error is what the document says errors are", async () => {
  const ajv = new Ajv2020({ strict: false });
  const isProblem = ajv.compile(document.components.schemas["Problem"] ?? false);
  for (const path of ["/v2/account/whoami", "/v2/access/self", "/v2/nothing"]) {
    const response = await fetch(url + path);
    assert.ok(isProblem(await response.json()), `${path}: ${ajv.errorsText(isProblem.errors)}`);
  }
});

test("the reference page takes nothing from elsewhere, and leads to what can be read without it", async () => {
  const response = await fetch(`${url}/docs`);
  const page = await response.text();
  const policy = String(response.headers.get("content-security-policy"));
  assert.match(
    policy,
    /default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/,
  );
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  assert.doesNotMatch(page, /https?:|<script(?! \w+(="\w+")? src="\/docs\/)|style=/i);
  assert.match(page, /<noscript>[^]*\/docs\.md[^]*<\/noscript>/);
  for (const [, link = ""] of page.matchAll(/(?:href|src)="([^"]+)"/g))
    assert.equal((await fetch(url + link)).status, 200, link);
});

test("what the page is made of is packed where it may be, and asked for once", async () => {
  for (const file of ["swagger-ui-bundle.js", "swagger-ui.css", "page.js", "page.css"]) {
    const at = `${url}/docs/page/${file}`;
    const plain = await fetch(at, { headers: { "accept-encoding": "identity" } });
    const packed = await fetch(at, { headers: { "accept-encoding": "gzip" } });
    assert.equal(plain.headers.get("content-encoding"), null);
    assert.equal(packed.headers.get("content-encoding"), "gzip");
    assert.equal(await plain.text(), await packed.text());
    const etag = String(plain.headers.get("etag"));
    assert.equal((await fetch(at, { headers: { "if-none-match": etag } })).status, 304);
  }
  assert.equal((await fetch(`${url}/docs/page/swagger-ui.js.map`)).status, 404);
  assert.equal((await fetch(`${url}/docs/page/__proto__`)).status, 404);
});

test("every route that another gateway's is moved to is one of ours", async () => {
  const names = new Set(operations().map(([name]) => name));
  const routes = Object.entries(await movedRoutes("fans-api"));
  for (const [theirs, ours] of routes) {
    assert.match(theirs, /^(GET|POST|PUT|PATCH|DELETE) \/api\//);
    assert.ok(names.has(ours), ours);
  }
  const page = await (await fetch(`${url}/docs/from/fans-api.md`)).text();
  assert.ok(routes.length > 50 && routes.every(([theirs]) => page.includes(theirs)));
});

test("the same is there as Markdown, and `llms.txt` leads to it", async () => {
  const llms = await (await fetch(`${url}/llms.txt`)).text();
  assert.match(llms, /^# Countersign\n\n> /);
  const links = [...llms.matchAll(/\]\((\/[^)]+)\)/g)].map(([, link]) => link ?? "");
  assert.deepEqual(links, [
    "/docs.md",
    "/docs/errors.md",
    "/openapi.json",
    "/client.tgz",
    "/docs/from/ofauth.md",
    "/docs/from/fans-api.md",
  ]);
  for (const link of links) assert.equal((await fetch(url + link)).status, 200, link);
  const markdown = await (await fetch(`${url}/docs.md`)).text();
  for (const [name] of operations()) assert.ok(markdown.includes(`### ${name}\n`), name);
  assert.match(markdown, /Permission `\w+:\w+`\. The upstream's side of this endpoint is inferred/);
});
