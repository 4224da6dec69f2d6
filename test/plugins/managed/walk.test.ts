import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { endpoints } from "../../../plugins/managed/endpoints.ts";
import type { AnyEndpoint } from "../../../plugins/managed/endpoint.ts";
import { untilFileEnds } from "../../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../../support/gateway.ts";
import { openCallers, requestsSeen, type Answer, type Caller } from "./walk/caller.ts";
import { describeLifeCycles } from "./walk/life-cycles.ts";
import { effectPath, fillPath, makeRequest, nameOf, UNSEEN } from "./walk/requests.ts";
import { misfit, misfitText, type Schema } from "./walk/sample.ts";

const openapi = new URL("../../../../shared/spec/ofauth-openapi.json", import.meta.url);
const cleanup = untilFileEnds();
let gateway: TestGateway;
let callers: readonly [Caller, Caller];

before(async () => {
  gateway = await startTestGateway(cleanup);
  callers = await openCallers(gateway);
});

const own = new Ajv({ strict: true, allowUnionTypes: true });
const contract = existsSync(openapi) ? readContract() : undefined;

describe("every endpoint against the sandbox", () => {
  for (const endpoint of endpoints)
    test(`${nameOf(endpoint)} is granted, and answers in its own shape and the published one`, async () => {
      const isValid = own.compile(endpoint.answer);
      const isPublished = contract?.(endpoint);
      const granted: string[] = [];
      let rows = 0;
      for (const caller of callers) {
        const { status, json, effect } = await walk(endpoint, caller);
        const label = `${caller.role}: ${status} ${JSON.stringify(json).slice(0, 300)}`;
        if (status >= 400) {
          assert.ok(status < 500, label);
          assert.equal(typeof (json as { code?: unknown }).code, "string", label);
          continue;
        }
        granted.push(caller.role);
        rows += rowsIn(json).length;
        assert.ok(isValid(json), `${label}: ${own.errorsText(isValid.errors)}`);
        if (isPublished !== undefined)
          assert.ok(isPublished(json), `${label}: ${own.errorsText(isPublished.errors)}`);
        assert.ok(effect, `${label}: nothing is seen of it`);
      }
      assert.ok(granted.length > 0, `${nameOf(endpoint)} is granted to nobody`);
      if (endpoint.paging !== undefined) assert.ok(rows > 0, `${nameOf(endpoint)} lists nothing`);
    });
});

function rowsIn(json: unknown): readonly unknown[] {
  const { list, items } = json as { list?: readonly unknown[]; items?: readonly unknown[] };
  return list ?? items ?? [];
}

/** One granted request, and whether its effect can be read back; that of a read need not be. */
async function walk(
  endpoint: AnyEndpoint,
  caller: Caller,
): Promise<Answer & { readonly effect: boolean }> {
  const { method } = endpoint;
  const { path, body } = await makeRequest(endpoint, caller);
  if (method === "GET") return { ...(await caller.call(method, path)), effect: true };
  const readPath = effectPath(endpoint, path);
  const read = async () =>
    readPath === undefined ? undefined : stable(await caller.call("GET", `${readPath}?limit=100`));
  const earlier = await read();
  assert.equal(await read(), earlier, `what ${readPath ?? ""} answers changes by itself`);
  const answer = await caller.call(method, path, body);
  if (answer.status >= 400) return { ...answer, effect: false };
  const later = await read();
  if (readPath !== undefined)
    return { ...answer, effect: later !== earlier || UNSEEN.has(nameOf(endpoint)) };
  const { id } = answer.json as { readonly id?: number };
  const made = await caller.call("GET", `${path}/${id}`);
  return { ...answer, effect: (made.json as { readonly id?: number }).id === id };
}

/** An answer without what changes by itself: signed addresses and seconds that run down. */
function stable({ status, json }: Answer): string {
  const text = JSON.stringify(json, (name, value: unknown) =>
    /seconds/i.test(name) || (typeof value === "string" && value.startsWith("http"))
      ? undefined
      : value,
  );
  return `${status} ${status < 400 ? text : ""}`;
}

/** Finds the published shape of an endpoint's answer; some have none. */
function readContract(): (endpoint: AnyEndpoint) => ValidateFunction | undefined {
  const { paths, components } = JSON.parse(readFileSync(openapi, "utf8")) as {
    paths: Record<string, Record<string, { responses: Record<string, Published> }> | undefined>;
    components: object;
  };
  const ajv = new Ajv({ strict: false });
  return ({ method, path }) => {
    const published = paths[`/v2/access${path.replace(/:(\w+)/g, "{$1}")}`]?.[method.toLowerCase()];
    const schema = published?.responses["200"]?.content?.["application/json"].schema;
    return schema === undefined ? undefined : ajv.compile({ ...schema, components });
  };
}

interface Published {
  readonly content?: { readonly "application/json": { readonly schema: object } };
}

describeLifeCycles(() => callers);

test("bad input is refused by the name of the field, for every endpoint, and reaches no upstream", async () => {
  const [creator] = callers;
  const cases: { name: string; method: string; path: string; body?: object; field: string }[] = [];
  for (const endpoint of endpoints) {
    const { method } = endpoint;
    const { path, body = {} } = await makeRequest(endpoint, creator);
    const add = (field: string, badPath: string, badBody?: object) =>
      cases.push({
        name: nameOf(endpoint),
        method,
        path: badPath,
        field,
        ...(method !== "GET" && { body: badBody ?? body }),
      });
    for (const { field, text } of badParameters(endpoint))
      add(field, withParameter(path, field, text));
    const segments = endpoint.path.split("/");
    for (const [index, segment] of segments.entries())
      if (segment.startsWith(":"))
        add(segment.slice(1), path.split("/").with(index, "a%20b").join("/"));
    if (method === "GET") continue;
    add("nonsense", path, { ...body, nonsense: 1 });
    for (const { field, value } of badFields(endpoint))
      add(field, path, { ...body, [field]: value });
  }
  assert.ok(cases.length > endpoints.length * 2, String(cases.length));
  const seen = await requestsSeen(gateway);
  for (const { name, method, path, body, field } of cases) {
    const { status, json } = await creator.call(method, path, body);
    const label = `${name} ${path} ${JSON.stringify(body)}: ${JSON.stringify(json)}`;
    assert.equal(status, 400, label);
    const { code, message } = json as { code: string; message: string };
    assert.equal(code, "BAD_REQUEST", label);
    assert.ok(message.includes(`\`${field}`), label);
  }
  assert.equal(await requestsSeen(gateway), seen);
});

function withParameter(path: string, name: string, value: string): string {
  const [bare = "", query] = path.split("?");
  const parameters = new URLSearchParams(query);
  parameters.set(name, value);
  return `${bare}?${parameters.toString()}`;
}

function badParameters({ query }: AnyEndpoint): { field: string; text: string }[] {
  const { properties = {}, required = [] } = (query ?? {}) as Schema;
  return Object.entries(properties).flatMap(([field, schema]) => {
    const text = misfitText(schema);
    const cases = text === undefined ? [] : [{ field, text }];
    if (field === "limit") cases.push({ field, text: "0" }, { field, text: "-1" });
    return required.includes(field) && schema.default === undefined
      ? [...cases, { field, text: "" }]
      : cases;
  });
}

function badFields({ body }: AnyEndpoint): { field: string; value: unknown }[] {
  const { properties = {}, required = [] } = (body ?? {}) as Schema;
  return Object.entries(properties).flatMap(([field, schema]) => {
    const value = misfit(schema);
    const cases: { field: string; value: unknown }[] =
      value === undefined ? [] : [{ field, value }];
    // `undefined` leaves the field out of the JSON.
    return required.includes(field) ? [...cases, { field, value: undefined }] : cases;
  });
}

test("a write with an empty body is granted or refused in the error's form, and never a 5xx", async () => {
  for (const endpoint of endpoints.filter(({ method }) => method !== "GET"))
    for (const caller of callers) {
      const path = await fillPath(endpoint, caller);
      const { status, json } = await caller.call(endpoint.method, path);
      const label = `${caller.role} ${nameOf(endpoint)}: ${status} ${JSON.stringify(json)}`;
      assert.ok(status < 500, label);
      if (status >= 400) assert.equal(typeof (json as { code?: unknown }).code, "string", label);
    }
});

test("paging through a list gives what its largest pages give, whatever the page size", async () => {
  let compared = 0;
  for (const endpoint of endpoints) {
    const { properties } = (endpoint.query ?? {}) as Schema;
    const goesOn = CURSORS.some(([, name]) => properties?.[name] !== undefined);
    if (endpoint.paging === undefined || properties?.["limit"] === undefined || !goesOn) continue;
    for (const caller of callers) {
      const { path } = await makeRequest(endpoint, caller);
      const whole = await readAll(caller, path, 100);
      if (whole === undefined) continue;
      const pieces = await readAll(caller, path, whole.length > 40 ? 9 : 2);
      assert.deepEqual(pieces, whole, `${caller.role} ${nameOf(endpoint)}`);
      compared += 1;
    }
  }
  assert.ok(compared > 15, String(compared));
});

/** What to send for the next page, by what the last one said. */
const CURSORS = [
  ["nextOffset", "offset"],
  ["nextMarker", "marker"],
  ["nextLastId", "last_id"],
  ["tailMarker", "beforePublishTime"],
] as const;

/** The rows of a list, page by page, as texts; `undefined` where the caller may not read it. */
async function readAll(
  { call }: Caller,
  path: string,
  limit: number,
): Promise<readonly string[] | undefined> {
  const rows: string[] = [];
  let next = "";
  const separator = path.includes("?") ? "&" : "?";
  for (let page = 0; page < 100; page++) {
    const answer = await call("GET", `${path}${separator}limit=${limit}${next}`);
    if (answer.status >= 400) return undefined;
    const json = answer.json as Readonly<Record<string, unknown>>;
    for (const row of rowsIn(json)) rows.push(stable({ status: 200, json: row }));
    if (json["hasMore"] !== true) return rows;
    const cursor = CURSORS.find(([told]) => json[told] !== undefined && json[told] !== null);
    assert.ok(cursor !== undefined, `${path}: there is more, but not where`);
    next = `&${cursor[1]}=${encodeURIComponent(String(json[cursor[0]]))}`;
  }
  return assert.fail(`${path} never ends`);
}
