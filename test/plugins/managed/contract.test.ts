import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { endpoints } from "../../../plugins/managed/endpoints.ts";

const contract = new URL("../../../../shared/spec/ofauth-endpoints.json", import.meta.url);
const skip = existsSync(contract) ? false : "the folder of specs is absent";

interface Published {
  readonly method: string;
  readonly path: string;
  readonly permission: string;
  readonly status: string;
  readonly query: { readonly name: string }[];
  readonly body: { readonly name: string }[];
}

/** What is published and served now, by name such as `GET /posts/:postId`; the proxy is no endpoint. */
function published(): ReadonlyMap<string, Published> {
  const entries = JSON.parse(readFileSync(contract, "utf8")) as Published[];
  return new Map(
    entries
      .filter(({ method, status }) => status.startsWith("current") && method !== "ANY")
      .map((entry) => [`${entry.method} ${like(entry.path)}`, entry]),
  );
}

function like(path: string): string {
  return path.slice("/v2/access".length).replace(/\{(\w+)\}/g, ":$1");
}

/** Published endpoints that are no declarations: their bytes stream, through a chain of their own. */
const STREAMED = /^\w+ \/uploads\//;

test("every published endpoint is declared, but for uploads", { skip }, () => {
  const declared = new Set(endpoints.map(({ method, path }) => `${method} ${path}`));
  const missing = [...published().keys()].filter((name) => !declared.has(name));
  assert.deepEqual(
    missing.filter((name) => !STREAMED.test(name)),
    [],
  );
  assert.ok(declared.size >= 95);
});

test("nothing is declared that is not published", { skip }, () => {
  const known = published();
  const strangers = endpoints.filter(({ method, path }) => !known.has(`${method} ${path}`));
  assert.deepEqual(strangers, []);
});

test("every endpoint has the published permission, parameters and body fields", { skip }, () => {
  const known = published();
  for (const { method, path, permission, query, body } of endpoints) {
    const name = `${method} ${path}`;
    const entry = known.get(name);
    assert.ok(entry !== undefined, name);
    // Where the sources disagree the contract names both.
    assert.ok(entry.permission.match(/\w+:\w+/g)?.includes(permission), name);
    assert.deepEqual(unknownTo(entry.query, namesOf(query), PAGED.has(name)), [], name);
    assert.deepEqual(unknownTo(entry.body, namesOf(body), false), [], name);
  }
});

/** Endpoints whose published parameters are incomplete: a list without paging. */
const PAGED = new Set(["GET /chats/search"]);

function unknownTo(
  fields: readonly { readonly name: string }[],
  ours: readonly string[],
  isPaged: boolean,
): readonly string[] {
  const theirs = new Set(fields.map(({ name }) => name).concat(isPaged ? ["limit", "offset"] : []));
  return [...theirs]
    .filter((name) => !ours.includes(name))
    .concat(ours.filter((name) => !theirs.has(name)));
}

function namesOf(schema: unknown): readonly string[] {
  return Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
}
