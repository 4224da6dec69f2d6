import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { makeFolder, type Folder } from "../end-to-end/folder.ts";
import { createCertificate, hasOpenssl } from "../support/certificates.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway } from "../support/gateway.ts";
import {
  createCommandLine,
  createInnerCommandLine,
  root,
  type CommandLine,
} from "./command-line.ts";

interface Judged {
  readonly files: readonly Readonly<Record<string, unknown>>[];
}

interface Vector {
  readonly params: object;
  readonly facts: { readonly time: string; readonly path: string; readonly userId: string };
  readonly headers: Readonly<Record<string, string>>;
}

const scheme = join(root, "rules/schemes/onlyfans.json");
const shipped = join(root, "rules/live/63941-6a8591ab.json");
let folder: Folder;
let cli: CommandLine;

const cleanup = untilFileEnds();

before(async () => {
  folder = await makeFolder(cleanup);
  cli = createCommandLine({ DATA_DIR: join(folder.path, "data") });
});

test("documents and schemes are judged without a gateway, with revision, format and build date", async () => {
  const { files } = (await cli.json(0, "rules", "check", shipped, scheme)) as Judged;
  assert.deepEqual(files, [
    {
      file: shipped,
      accepted: true,
      kind: "rules",
      revision: "63941:6a8591ab",
      scheme: "onlyfans",
      format: "deviint or amotrak",
      builtAt: "2026-08-19T11:21:15.000Z",
    },
    { file: scheme, accepted: true, kind: "scheme" },
  ]);
  const { stdout } = await cli.run("rules", "check", shipped);
  assert.match(stdout, /build 63941:6a8591ab \(scheme onlyfans, .*, built 2026-08-19/);
});

test("what is wrong with a document is said with its place, and never with its constants", async () => {
  const document = JSON.parse(await readFile(shipped, "utf8")) as Record<string, unknown>;
  await folder.drop("mixed.json", { ...document, prefix: "63942" });
  await folder.drop("torn.json", '{ "start": ');
  const schemeText = await readFile(scheme, "utf8");
  await folder.drop("scheme.json", schemeText.replace("public capture", "changed capture"));
  const vectors = JSON.parse(schemeText) as { vectors: { headers: Record<string, string> }[] };
  vectors.vectors.forEach(({ headers }) => (headers["sign"] = "0:0:0:0"));
  await folder.drop("wrong.json", vectors);
  const paths = ["mixed", "torn", "scheme", "wrong"].map((name) =>
    join(folder.path, `${name}.json`),
  );
  const { files } = (await cli.json(2, "rules", "check", ...paths)) as Judged;
  const [mixed, torn, copy, wrong] = files;
  assert.equal(mixed?.["place"], "/prefix");
  assert.match(String(mixed["reason"]), /contradicts \/start/);
  assert.match(String(torn?.["reason"]), /not valid JSON/);
  assert.equal(copy?.["accepted"], true, "a scheme of the folder's own name is tried by itself");
  assert.equal(wrong?.["place"], "/vectors/0/headers");
  const missing = await cli.run("rules", "check", join(folder.path, "none.json"));
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /none\.json cannot be read/);
  assert.ok(!cli.said().includes(String(document["static_param"])));
});

test("a request is signed from a rules file exactly as the scheme's own vector says", async () => {
  const { vectors } = JSON.parse(await readFile(scheme, "utf8")) as { vectors: Vector[] };
  const [vector] = vectors as [Vector];
  await folder.drop("vector.json", { scheme: "onlyfans", params: vector.params });
  const { time, path, userId } = vector.facts;
  const file = join(folder.path, "vector.json");
  const args = ["--time", time, "--user-id", userId, "--rules", file];
  const { headers } = (await cli.json(0, "rules", "sign", path, ...args)) as {
    readonly headers: unknown;
  };
  assert.deepEqual(headers, vector.headers);
});

test("without a rules file the newest build of the rules folder signs; bad input is refused", async () => {
  const signed = await cli.run("rules", "sign", "/api2/v2/users/me");
  assert.equal(signed.code, 0);
  assert.match(signed.stdout, /^sign +63941:[0-9a-f]{40}:[0-9a-f]+:6a8591ab$/m);
  for (const args of [
    ["users/me"],
    ["/users/me", "--user-id", "me"],
    ["/users/me", "--environment", "sandbox"],
    ["/users/me", "--running"],
  ]) {
    const { code, stdout, stderr } = await cli.run("rules", "sign", ...args);
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.match(stderr, /^countersign: .*\n$/);
  }
});

test(
  "a running gateway that serves TLS itself is asked too, and known by its certificate alone",
  { skip: hasOpenssl() ? false : "there is no openssl command to make certificates with" },
  async (t) => {
    const own = await makeFolder(t);
    for (const name of ["gateway", "other"]) {
      const { cert, key } = createCertificate(`${name}.example`);
      await own.drop(`${name}.pem`, cert);
      await own.drop(`${name}.key`, key);
    }
    const at = (name: string) => join(own.path, name);
    const tls = { TLS_CERT: at("gateway.pem"), TLS_KEY: at("gateway.key") };
    const { dataDir: DATA_DIR } = await startTestGateway(t, {}, { env: tls });
    const args = ["rules", "sign", "/api2/v2/users/me", "--running"];
    const known = createInnerCommandLine({ DATA_DIR, ...tls });
    assert.match((await known.run(...args)).stdout, /^sign +\d+:[0-9a-f]{40}:/m);
    for (const env of [{}, { TLS_CERT: at("other.pem"), TLS_KEY: at("other.key") }]) {
      const { code, stdout, stderr } = await createInnerCommandLine({ DATA_DIR, ...env }).run(
        ...args,
      );
      assert.deepEqual([code, stdout], [2, ""], stderr);
      assert.match(stderr, /certificate is not known here\. .*TLS_CERT/);
    }
  },
);
