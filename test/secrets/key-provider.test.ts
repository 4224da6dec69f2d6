import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createKeyEnvironmentProvider } from "../../gateway/secrets/key-environment.ts";
import { createKeyFileProvider } from "../../gateway/secrets/key-file.ts";
import { parseKeys } from "../../gateway/secrets/key-provider.ts";
import { temporaryFolder } from "../store/test-store.ts";

test("a key file is made with mode 0600 and read again as the same key", (t) => {
  const path = join(temporaryFolder(t), "new", "master.key");
  const provider = createKeyFileProvider(path);
  assert.deepEqual(provider.load(), []);
  const made = provider.create?.();
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(provider.load()[0]?.id, made?.id);
});

test("a key file is never written over", (t) => {
  const path = join(temporaryFolder(t), "master.key");
  const provider = createKeyFileProvider(path);
  provider.create?.();
  const before = readFileSync(path, "utf8");
  assert.throws(() => provider.create?.(), { code: "NOT_READY" });
  assert.equal(readFileSync(path, "utf8"), before);
});

test("G09: a key file that others can read is refused with the remedy", (t) => {
  const path = join(temporaryFolder(t), "master.key");
  const provider = createKeyFileProvider(path);
  provider.create?.();
  for (const mode of [0o644, 0o640, 0o604, 0o620]) {
    chmodSync(path, mode);
    assert.throws(() => provider.load(), { code: "NOT_READY", message: /chmod 600/ });
  }
});

test("G09: a key of any length but 32 bytes is refused, and its text is not shown", () => {
  for (const length of [1, 16, 31, 33, 64]) {
    const text = randomBytes(length).toString("base64");
    assert.throws(
      () => parseKeys(text, "the key file k"),
      (error: Error) => error.message.includes(`${length} bytes`) && !error.message.includes(text),
    );
  }
});

test("an empty key file is refused rather than taken for a first start", (t) => {
  const path = join(temporaryFolder(t), "master.key");
  writeFileSync(path, "\n", { mode: 0o600 });
  assert.throws(() => createKeyFileProvider(path).load(), { code: "NOT_READY", message: /empty/ });
});

test("keys are read from base64 and hex alike, several in their order", () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  const text = `${first.toString("base64")}\n${second.toString("hex")}\n`;
  const ids = parseKeys(text, "here").map(({ id }) => id);
  assert.deepEqual(ids, [
    parseKeys(first.toString("hex"), "here")[0]?.id,
    parseKeys(second.toString("base64"), "here")[0]?.id,
  ]);
});

test("an environment variable holds a key, makes none, and comes with a warning", () => {
  const provider = createKeyEnvironmentProvider("MASTER_KEY", randomBytes(32).toString("base64"));
  assert.equal(provider.load().length, 1);
  assert.equal(provider.create, undefined);
  assert.match(provider.warning ?? "", /MASTER_KEY/);
  assert.deepEqual(createKeyEnvironmentProvider("MASTER_KEY", undefined).load(), []);
});
