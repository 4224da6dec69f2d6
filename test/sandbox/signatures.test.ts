import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { webSignature, type BuildConstants } from "../../gateway/sandbox/signing/signatures.ts";

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly normalisedRules: BuildConstants;
  readonly time: string;
  readonly path: string;
  readonly userId: string;
  readonly expectedSign: string;
}

const file = new URL("../../../shared/spec/sign-vectors.json", import.meta.url);

/** A capture of the web client, published as a unit test of a public client. */
const CAPTURE: Vector = {
  id: "capture",
  kind: "published",
  normalisedRules: {
    static_param: "mU96TjOU7tED2lPzBtQLWB9iYp18kaJ9",
    start: "6820",
    end: "63d81407",
    checksum_indexes: [
      8, 13, 23, 13, 37, 23, 31, 11, 8, 37, 23, 27, 12, 9, 21, 20, 6, 8, 12, 16, 12, 17, 35, 37, 35,
      28, 13, 35, 9, 31, 2, 25,
    ],
    checksum_constant: 155,
  },
  time: "1675150502748",
  path: "/api2/v2/init",
  userId: "0",
  expectedSign: "6820:148f109177631164a099641019e951d9f0c1edf7:7db:63d81407",
};

test("a published capture of the web client's signature is reproduced", () => {
  reproduce(CAPTURE);
});

test(
  "every vector of the shared notes is reproduced",
  { skip: existsSync(file) ? false : "../shared/spec/sign-vectors.json is not here" },
  (t) => {
    const vectors = JSON.parse(readFileSync(file, "utf8")) as readonly Vector[];
    for (const vector of vectors) reproduce(vector);
    const published = vectors.filter(({ kind }) => kind === "published").length;
    t.diagnostic(`${published} published and ${vectors.length - published} computed vectors`);
    assert.ok(vectors.length > 0);
  },
);

function reproduce({ id, normalisedRules, time, path, userId, expectedSign }: Vector): void {
  const head = { method: "GET", target: path, time, userId, userAgent: "", xBc: "" };
  assert.equal(webSignature(normalisedRules, head), expectedSign, id);
}
