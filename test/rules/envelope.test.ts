import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { endorse, openEnvelope, publicKeyOf } from "../../gateway/rules/envelope.ts";
import { makeRulesDir, randomParams, revisionOf, serves, startTestRules } from "./support.ts";

const TYPE = "application/vnd.countersign.rules+json";
const PEM = {
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
} as const;
const [one, two, stranger] = [newKey(), newKey(), newKey()];
const document = `{ "b": 1,\n  "a": "é" }`;

test("FR12: a document signed by enough of the keys is taken byte for byte", () => {
  const signed = endorse(document, one.privateKey);
  assert.equal(openEnvelope(signed, { keys: [one.publicKey], needed: 1 }), document);
  const twice = endorse(signed, two.privateKey);
  const keys = [stranger.publicKey, one.publicKey, two.publicKey];
  assert.equal(openEnvelope(twice, { keys, needed: 2 }), document);
});

test("FR12: no signature, a wrong key, and one signature where two are needed are refused", () => {
  const signed = endorse(document, one.privateKey);
  const both = [one.publicKey, two.publicKey];
  for (const [text, keys, needed, reason] of [
    [document, both, 1, /not signed/],
    [JSON.stringify({ ...parse(signed), signatures: [] }), both, 1, /0 of the keys/],
    [signed, [stranger.publicKey], 1, /0 of the keys/],
    [signed, both, 2, /1 of the keys/],
    [signed, [one.publicKey, one.publicKey], 2, /1 of the keys/],
    [endorse(signed, one.privateKey), both, 2, /1 of the keys/],
    [JSON.stringify({ ...parse(signed), payloadType: "text/plain" }), both, 1, /not signed/],
  ] as const)
    assert.throws(() => openEnvelope(text, { keys, needed }), { name: "RulesProblem", reason });
});

test("FR12: a payload written anew, in another order of keys, is refused: bytes are signed, not meanings", () => {
  const signed = parse(endorse(document, one.privateKey));
  const again = Buffer.from('{ "a": "é",\n  "b": 1 }').toString("base64");
  const text = JSON.stringify({ ...signed, payload: again });
  assert.throws(() => openEnvelope(text, { keys: [one.publicKey], needed: 1 }), /0 of the keys/);
});

test("FR12: the signature is DSSE's, so that other tools can make and check it", () => {
  const { payloadType, payload } = parse(endorse(document, one.privateKey));
  assert.equal(payloadType, TYPE);
  assert.equal(Buffer.from(payload, "base64").toString(), document);
});

test("FR12, FR13: a feed with `signedBy` brings signed rules only, and an older signed build does not replace a newer one", async (t) => {
  const dir = await makeRulesDir(t);
  const file = join(dir, "feed.json");
  const [older, newer] = [randomParams(0x6a000000), randomParams(0x6a000001)];
  const sealed = (params: object) => endorse(JSON.stringify(params), one.privateKey);
  await writeFile(file, JSON.stringify(newer));
  const { rules } = await startTestRules(t, {
    dir,
    feeds: {
      live: [{ url: pathToFileURL(file).href, signedBy: { keys: [one.publicKey], needed: 1 } }],
    },
  });
  await rules.refresh("live");
  assert.equal(rules.current("live"), undefined);
  assert.match(rules.rejections("live")[0]?.reason ?? "", /not signed/);
  assert.match(rules.feeds("live")[0]?.problem ?? "", /not signed/);
  await writeFile(file, sealed(newer));
  await rules.refresh("live");
  await serves(rules, revisionOf(newer));
  await writeFile(file, sealed(older));
  await rules.refresh("live");
  assert.equal(rules.current("live")?.revision, revisionOf(newer));
  await rules.pin("live", revisionOf(older));
  assert.equal(rules.current("live")?.revision, revisionOf(older));
});

test("a key that is no Ed25519 key is refused without being quoted", () => {
  for (const pem of ["secret words", generateKeyPairSync("x25519", PEM).privateKey])
    assert.throws(() => endorse(document, pem), { message: /no Ed25519 private key/ });
});

function parse(text: string): { readonly payloadType: string; readonly payload: string } {
  return JSON.parse(text) as { readonly payloadType: string; readonly payload: string };
}

function newKey() {
  const { privateKey } = generateKeyPairSync("ed25519", PEM);
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}
