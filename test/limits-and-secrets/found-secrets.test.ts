import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { checkKey, newKey } from "../../gateway/ids.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const hasHistory = existsSync(`${root}/.git`);

/** What secrets of this project, and of those it is used with, look like. */
const FORMS: readonly RegExp[] = [
  /\bck_(?:sandbox|live)_[0-9A-Za-z]{49}\b/g,
  /\bwhsec_[0-9A-Za-z+/=]{32,90}/g,
  /\bsess=[0-9a-z]{24,40}\b/g,
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----\n[0-9A-Za-z+/]{40}/g,
  /\bgh[pousr]_[0-9A-Za-z]{36}\b/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
];

/** What only a machine could have written: a made-up one counts up, repeats itself or spells something. */
function isReal(found: string): boolean {
  if (found.startsWith("ck_")) return checkKey(found);
  if (found.startsWith("whsec_"))
    return !/^[\x20-\x7e]*$/.test(Buffer.from(found.slice(6), "base64").toString("latin1"));
  if (found.startsWith("sess=")) return !/0123456789|(.)\1{5}/.test(found);
  return true;
}

function secretsIn(text: string): readonly string[] {
  return FORMS.flatMap((form) => text.match(form) ?? []).filter(isReal);
}

test("N08: no file of the project holds anything that could be a secret of somebody", () => {
  const files = globSync("**/*", { cwd: root, exclude: ["node_modules", "data", ".git"] });
  let read = 0;
  for (const file of files) {
    if (!statSync(`${root}/${file}`).isFile()) continue;
    read++;
    const found = secretsIn(readFileSync(`${root}/${file}`, "latin1"));
    assert.equal(found.length, 0, `${file}: ${found.length} that look real`);
  }
  assert.ok(read > 500, `${read} files`);
});

test(
  "N08: nor did any file of its history",
  { skip: hasHistory ? false : "there is no history here" },
  () => {
    const history = execFileSync("git", ["log", "-p", "--format=", "--no-ext-diff"], {
      cwd: root,
      maxBuffer: 1 << 30,
      encoding: "latin1",
    });
    assert.deepEqual(secretsIn(history).length, 0);
  },
);

test("N08: a real key, secret or cookie would be found", () => {
  const random = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 151 + 143) % 256));
  // Not whole in this file, which is looked through too.
  const kind = "EC";
  for (const secret of [
    newKey("live"),
    `whsec_${random.toString("base64")}`,
    `sess=${random.toString("hex").slice(0, 26)}`,
    `-----BEGIN ${kind} PRIVATE KEY-----\n${random.toString("base64").slice(0, 64)}`,
  ])
    assert.equal(secretsIn(`a ${secret} b`).length, 1, secret.slice(0, 6));
});
