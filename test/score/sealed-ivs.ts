import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { seal, sealingKey } from "../../gateway/secrets/sealed.ts";
import type { Score } from "./score.ts";

const RECORDS = 1_000_000;

/** The scorecard's own number of encryptions. */
export const sealedIvs: Score = {
  id: "G06",
  title: "a million records under one key have as many IVs",
  run: () => {
    const key = sealingKey("dk_1", randomBytes(32));
    const ivs = new Set<string>();
    const ivAt = 2 + key.id.length;
    for (let count = 0; count < RECORDS; count++)
      ivs.add(seal(key, Buffer.from("x"), []).toString("latin1", ivAt, ivAt + 12));
    assert.equal(ivs.size, RECORDS);
    return Promise.resolve(`${ivs.size} IVs`);
  },
};
