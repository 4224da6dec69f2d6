import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { test } from "node:test";
import { readForm } from "../../gateway/api/form-body.ts";
import { PUBLISHED_PERMISSIONS } from "../../gateway/connections/permissions.ts";
import { consentText } from "../../gateway/link/consent-text.ts";
import { isSafePlace } from "../../gateway/link/places.ts";
import { checkLinkApp } from "../../gateway/link/link-apps.ts";
import { readFactor } from "../../gateway/link/otp-state.ts";

const facts = {
  app: "Fan Studio",
  operator: "Ann",
  contact: "ann@example.com",
  host: "link.example",
  permissions: [...PUBLISHED_PERMISSIONS, "proxy:any"],
};

test("what owners agree to is written for a reading grade of 8 or below (Flesch-Kincaid)", () => {
  const { title, can, cannot, know } = consentText(facts);
  const text = [title, ...can, ...cannot, ...know]
    .map((line) => line.replace(/[.:]?$/, "."))
    .join(" ");
  const sentences = text.split(/[.!?](?:\s|$)/).filter((each) => each.trim() !== "").length;
  const words = text.match(/[A-Za-z'’-]+/g) ?? [];
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  const grade = 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
  assert.ok(grade <= 8, `grade ${grade.toFixed(1)}`);
  for (const part of [
    "Ann",
    "ann@example.com",
    "could read it",
    "no open API",
    "no part in it",
    "may limit",
    "leave at any time",
  ])
    assert.ok(text.includes(part), part);
});

test("another app, operator or permission is another text, and so another hash", () => {
  const { sha256 } = consentText(facts);
  for (const change of [{ app: "Other" }, { operator: "Bob" }, { permissions: ["posts:read"] }])
    assert.notEqual(consentText({ ...facts, ...change }).sha256, sha256);
  assert.equal(consentText(facts).sha256, sha256);
});

test("every published permission has words of its own", () => {
  const { can } = consentText(facts);
  assert.ok(can.every((line) => !line.includes(":")));
});

test("pages are not served over plain http to anywhere but this machine", () => {
  assert.ok(
    ["https://link.example", "http://127.0.0.1:8080", "http://localhost"].every(isSafePlace),
  );
  assert.ok(
    !["http://link.example", "http://10.0.0.1", "http://127.0.0.1.example"].some(isSafePlace),
  );
});

test("registered addresses are safe ones", () => {
  const app = {
    redirectUris: [],
    origins: [],
    permissions: [],
    displayName: null,
    privacyUrl: null,
    drivers: [],
    colors: null,
    publicUrl: null,
  };
  assert.equal(
    checkLinkApp({ ...app, redirectUris: ["https://a.example/x", "http://127.0.0.1:3000/x"] }),
    undefined,
  );
  for (const uri of [
    "http://a.example/",
    "https://a.example/#",
    "ftp://a.example/",
    "https://*.example/",
    "https://a.example\\x",
  ])
    assert.notEqual(checkLinkApp({ ...app, redirectUris: [uri] }), undefined, uri);
});

test("a second factor is read out of whatever the upstream sends", () => {
  const of = (otpState: unknown) =>
    readFactor(Buffer.from(JSON.stringify({ error: { payload: { otpState } } })));
  assert.deepEqual(of({ appOtp: true, phoneOtp: true, phoneLast4: "12" }), {
    kinds: ["app", "phone"],
    phoneLast4: "12",
  });
  assert.deepEqual(of({ appOtp: true, forceFaceOtp: true }).kinds, ["face"]);
  const phoneCode = { requestAttemptsLeft: 2, checkAttemptsLeft: 1, expirationSeconds: 300 };
  assert.deepEqual(of({ phoneOtp: true, phoneCode }), {
    kinds: ["phone"],
    sendsLeft: 2,
    checksLeft: 1,
  });
  for (const odd of [null, 1, "x", [], { phoneLast4: "<b>" }])
    assert.deepEqual(of(odd), { kinds: ["app"] });
  assert.deepEqual(readFactor(Buffer.from("<html>")), { kinds: ["app"] });
});

test("HL22: a form is read as browsers send it, and what was received is overwritten", async () => {
  const chunk = Buffer.from("email=a%40b.example&password=p%2Bw+%C3%A9%zz&empty=&flag&x=1&x=2");
  const form = await readForm(Readable.from([chunk]) as unknown as IncomingMessage);
  assert.ok(chunk.every((byte) => byte === 0));
  assert.equal(form.text("email"), "a@b.example");
  const password = form.bytes("password");
  assert.equal(password.toString(), "p+w é%zz");
  assert.deepEqual([form.text("empty"), form.text("flag"), form.text("none")], ["", "", undefined]);
  assert.deepEqual(form.all("x"), ["1", "2"]);
  form.wipe();
  assert.ok(password.every((byte) => byte === 0));
  const huge = Readable.from([Buffer.alloc(20_000, "a")]) as unknown as IncomingMessage;
  await assert.rejects(readForm(huge), { code: "BODY_TOO_LARGE" });
});

function syllablesIn(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  if (plain.length <= 3) return 1;
  const groups = plain
    .replace(/(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$/, "")
    .match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 1);
}
