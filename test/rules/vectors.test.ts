import assert from "node:assert/strict";
import { test } from "node:test";
import { assertUsable, readDocument } from "../../gateway/rules/check.ts";
import { loadLogic } from "../../gateway/rules/logic.ts";
import { createScheme, type Scheme } from "../../gateway/rules/scheme.ts";
import { readDefinition } from "../../gateway/rules/scheme-definition.ts";
import { parseStrictJson } from "../../gateway/rules/strict-json.ts";
import {
  randomFacts,
  randomParams,
  readRepo,
  readSpec,
  signIndependently,
  type Params,
} from "./support.ts";

interface SpecVector {
  readonly id: string;
  readonly kind: "published" | "computed";
  readonly format: string;
  readonly rules: object;
  readonly time: string;
  readonly path: string;
  readonly userId: string;
  readonly expectedSign: string;
}

test("every known signature is reproduced from the document format it was published with", async (t) => {
  const vectors = (await readSpec("sign-vectors.json")) as readonly SpecVector[] | undefined;
  if (vectors === undefined) {
    t.skip("../shared is not here");
    return;
  }
  const scheme = await shippedScheme();
  const counts = { published: 0, computed: 0 };
  for (const { id, kind, rules, expectedSign, ...facts } of vectors) {
    const { params } = assertUsable(readDocument(JSON.stringify(rules)), scheme, Date.now());
    const sign = scheme.signer(params);
    const session = { userAgent: "any", xBc: "any" };
    const { set } = sign({ ...facts, method: "GET", session });
    assert.equal(set["sign"], expectedSign, id);
    assert.equal(set["time"], facts.time, id);
    counts[kind]++;
  }
  const distinct = new Set(vectors.filter(isPublished).map((vector) => vector.expectedSign)).size;
  t.diagnostic(`published: ${counts.published} (${distinct} distinct headers)`);
  t.diagnostic(`computed: ${counts.computed}`);
  assert.equal(counts.published + counts.computed, vectors.length);
  assert.ok(counts.published >= 4 && counts.computed >= 30);
});

test("FR11: 1,000 signatures over random rules and facts equal an independent implementation's", async () => {
  const scheme = await shippedScheme();
  for (let i = 0; i < 1000; i++) {
    const params = randomParams();
    const facts = randomFacts();
    const { set, remove } = scheme.signer(params)(facts);
    assert.deepEqual(set, {
      sign: signIndependently(params, facts),
      time: facts.time,
      "app-token": params.app_token,
      ...(facts.userId !== "0" && { "user-id": facts.userId }),
    });
    assert.deepEqual(remove, facts.userId === "0" ? ["user-id"] : []);
  }
});

test("the shipped scheme's own vectors agree with the independent implementation", async () => {
  const { vectors } = (await shippedScheme()).definition;
  assert.ok(vectors.length >= 20);
  for (const { params, facts, headers } of vectors)
    assert.equal(headers["sign"], signIndependently(params as Params, facts));
});

test("header fields the document wants left out are removed, except those the scheme sets", async () => {
  const scheme = await shippedScheme();
  const params = { ...randomParams(), remove_headers: ["X-Extra", "user-id"] };
  const { set, remove } = scheme.signer(params)({ ...randomFacts(), userId: "7" });
  assert.equal(set["user-id"], "7");
  assert.deepEqual(remove, ["x-extra"]);
});

async function shippedScheme(): Promise<Scheme> {
  const engine = loadLogic();
  const text = await readRepo("rules/schemes/onlyfans.json");
  return createScheme(readDefinition(parseStrictJson(text), engine), engine);
}

function isPublished({ kind }: SpecVector): boolean {
  return kind === "published";
}
