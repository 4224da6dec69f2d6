import assert from "node:assert/strict";
import { test } from "node:test";
import type { LinkSessionRow } from "../../gateway/store/link-tables.ts";
import { openTestStore } from "./test-store.ts";

const DAY_MS = 86_400_000;

test("a ticket is taken once and in time, and a captcha is remembered by environment and time", async (t) => {
  const { linkSessions, organizations, apps } = await openTestStore(t);
  const organizationId = (await organizations.findDefault())?.id ?? "";
  const app = await apps.findDefault(organizationId, "live");
  const nothing = Object.fromEntries(NULLS.map((name) => [name, null]));
  await linkSessions.add({
    ...nothing,
    id: "lnk_1",
    digest: "d",
    organizationId,
    appId: app?.id ?? "",
    environment: "live",
    mode: "redirect",
    theme: "auto",
    permissions: "[]",
    plannedId: "conn_1",
    step: "login",
    passwordAttempts: 0,
    codeAttempts: 0,
    sends: 0,
    createdAt: DAY_MS,
    expiresAt: 2 * DAY_MS,
    proof: "captcha_required",
    ticketDigest: "t",
    ticketExpiresAt: DAY_MS + 10,
  } as unknown as LinkSessionRow);

  assert.ok(!(await linkSessions.takeTicket("lnk_1", "t", DAY_MS + 10)), "too late");
  assert.ok(!(await linkSessions.takeTicket("lnk_1", "other", DAY_MS)));
  assert.ok(!(await linkSessions.takeTicket("lnk_2", "t", DAY_MS)));
  const both = [1, 2].map(() => linkSessions.takeTicket("lnk_1", "t", DAY_MS));
  assert.deepEqual((await Promise.all(both)).sort(), [false, true]);

  const at = { environment: "live", country: null } as const;
  assert.ok(await linkSessions.hasProof(at, "captcha_required", DAY_MS - 1));
  assert.ok(!(await linkSessions.hasProof(at, "captcha_required", DAY_MS)));
  assert.ok(!(await linkSessions.hasProof(at, "face_required", 0)));
  for (const other of [{ environment: "sandbox" } as const, { country: "DE" }])
    assert.ok(!(await linkSessions.hasProof({ ...at, ...other }, "captcha_required", 0)));
});

const NULLS = [
  "redirectUrl",
  "clientReferenceId",
  "connectionId",
  "country",
  "codeChallenge",
  "driver",
  "notice",
  "leftAt",
  "browserDigest",
  "consentHash",
  "consentAt",
  "factor",
  "resultId",
  "codeDigest",
  "codeExpiresAt",
  "codeUsedAt",
  "sealed",
];
