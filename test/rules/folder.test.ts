import assert from "node:assert/strict";
import { mkdir, open, rename, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { randomParams, revisionOf, serves, startTestRules, drop, makeRulesDir } from "./support.ts";

type Write = (live: string, text: string, turn: number) => Promise<void>;

const FORMS: Readonly<Record<string, Write>> = {
  "written in place": (live, text) => writeFile(join(live, "rules.json"), text),
  "written beside and renamed": async (live, text) => {
    await writeFile(join(live, ".rules.json.tmp"), text);
    await rename(join(live, ".rules.json.tmp"), join(live, "rules.json"));
  },
  "deleted and created": async (live, text) => {
    await unlink(join(live, "rules.json"));
    await writeFile(join(live, "rules.json"), text);
  },
  "saved by an editor that keeps a backup": async (live, text) => {
    await rename(join(live, "rules.json"), join(live, "rules.json~"));
    await writeFile(join(live, "rules.json"), text);
  },
  "swapped through a symbolic link to a folder": async (live, text, turn) => {
    await mkdir(join(live, `..${turn}`));
    await writeFile(join(live, `..${turn}`, "rules.json"), text);
    await symlink(`..${turn}`, join(live, "..data_tmp"));
    await rename(join(live, "..data_tmp"), join(live, "..data"));
    if (turn === 1) {
      await unlink(join(live, "rules.json"));
      await symlink(join("..data", "rules.json"), join(live, "rules.json"));
    }
  },
  "in a folder that was replaced": async (live, text) => {
    await mkdir(`${live}.new`);
    await writeFile(join(`${live}.new`, "rules.json"), text);
    await rename(live, `${live}.old`);
    await rename(`${live}.new`, live);
    await rm(`${live}.old`, { recursive: true });
  },
};

for (const [form, write] of Object.entries(FORMS))
  test(`FR01: a document ${form} goes live, once, and again when it changes`, async (t) => {
    const builds = [0, 1, 2].map((i) => randomParams(0x6a000000 + i));
    const dir = await makeRulesDir(t);
    const [first, ...others] = builds;
    assert.ok(first !== undefined);
    await drop(dir, "live/rules.json", first);
    const { rules } = await startTestRules(t, { dir });
    const activations: string[] = [];
    rules.onChange(({ revision }) => activations.push(revision));
    for (const [index, params] of others.entries()) {
      const served = serves(rules, revisionOf(params));
      await write(join(dir, "live"), JSON.stringify(params), index + 1);
      await served;
    }
    await rules.rescan();
    assert.deepEqual(activations, others.map(revisionOf));
    assert.deepEqual(rules.rejections("live"), []);
  });

test("FR01: after a hundred writes in a row the last serves, and at no time nothing does", async (t) => {
  const dir = await makeRulesDir(t);
  await drop(dir, "live/rules.json", randomParams(0x6a000000));
  const { rules } = await startTestRules(t, { dir });
  let gaps = 0;
  rules.onChange(() => {
    if (rules.current("live") === undefined) gaps++;
  });
  const last = randomParams(0x6a000064);
  const served = serves(rules, revisionOf(last));
  for (let i = 1; i < 100; i++) await drop(dir, "live/rules.json", randomParams(0x6a000000 + i));
  await drop(dir, "live/rules.json", last);
  await served;
  assert.equal(gaps, 0);
});

test("FR01: a file that goes away takes no live build with it", async (t) => {
  const { rules, dir } = await startTestRules(t);
  const params = randomParams();
  await drop(dir, "live/rules.json", params);
  await rules.rescan();
  await unlink(join(dir, "live/rules.json"));
  await rules.rescan();
  assert.equal(rules.current("live")?.revision, revisionOf(params));
});

test("FR02: what no event told is found by looking", async (t) => {
  const { rules, dir } = await startTestRules(t);
  const params = randomParams();
  await drop(dir, "live/rules.json", params);
  await rules.rescan();
  assert.equal(rules.current("live")?.revision, revisionOf(params));
});

test("FR03: a file that is still being written never goes live in part", async (t) => {
  const { rules, dir } = await startTestRules(t);
  const params = randomParams();
  const text = JSON.stringify(params);
  const served = serves(rules, revisionOf(params));
  const file = await open(join(dir, "live/rules.json"), "w");
  // A whole document, then more of it: torn, it would be a valid but different one.
  await file.write(JSON.stringify(randomParams(0x6affffff)).slice(0, 100));
  await file.write(text.padEnd(200_000, " "), 0);
  await file.close();
  await served;
  assert.deepEqual(
    rules.builds("live").map(({ revision }) => revision),
    [revisionOf(params)],
  );
});

test("FR04: a file too large or not UTF-8 is refused by name, and other files are not read", async (t) => {
  const { rules, dir } = await startTestRules(t);
  await drop(dir, "live/large.json", " ".repeat(300 * 1024));
  await writeFile(join(dir, "live/latin1.json"), Buffer.from([0x7b, 0xff, 0x7d]));
  await drop(dir, "live/readme.txt", "not rules");
  await drop(dir, "live/.hidden.json", "not rules");
  await mkdir(join(dir, "live/folder.json"));
  await rules.rescan();
  const refused = new Map(rules.rejections("live").map(({ source, reason }) => [source, reason]));
  assert.deepEqual([...refused.keys()].toSorted(), [
    "live/folder.json",
    "live/large.json",
    "live/latin1.json",
  ]);
  assert.match(refused.get("live/large.json") ?? "", /307200 bytes/);
  assert.match(refused.get("live/latin1.json") ?? "", /UTF-8/);
});
