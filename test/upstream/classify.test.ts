import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { classify, retryAfterIn, type Kind } from "../../gateway/upstream/classify.ts";
import { upstreamError } from "../../gateway/upstream/upstream-error.ts";

type Row = readonly [kind: Kind, status: number, body: string | object, code: string | undefined];

const error = (message: string, code?: number | string) => ({ error: { code, message } });
const html = (text: string) => `<!DOCTYPE html><html><body>${text}</body></html>`;

const rows: readonly Row[] = [
  ["ok", 200, { id: 1 }, undefined],
  ["ok", 200, "", undefined],
  ["ok", 304, "", undefined],
  ["stale-rules", 400, error("Please refresh the page", 401), "RULES_OUTDATED"],
  ["stale-rules", 401, error("Please refresh the page", 401), "RULES_OUTDATED"],
  ["stale-rules", 401, error("Please refresh the page"), "RULES_OUTDATED"],
  ["session-dead", 401, error("Access denied."), "SESSION_EXPIRED"],
  ["session-dead", 400, error("Access denied.", 401), "SESSION_EXPIRED"],
  ["session-dead", 403, error("Access denied."), "SESSION_EXPIRED"],
  ["wrong-user", 401, error("Wrong user.", 301), "SESSION_EXPIRED"],
  ["wrong-user", 400, error("Wrong user."), "SESSION_EXPIRED"],
  ["second-factor", 400, error("OTP required", 101), "SESSION_EXPIRED"],
  ["second-factor", 400, error("OTP required", "101"), "SESSION_EXPIRED"],
  ["captcha", 400, error("Captcha", 102), "SESSION_EXPIRED"],
  ["face-check", 400, error("Face", 105), "SESSION_EXPIRED"],
  ["not-found", 400, error("User not found", 0), "RESOURCE_NOT_FOUND"],
  ["not-found", 404, error("Media Not Found"), "RESOURCE_NOT_FOUND"],
  ["not-found", 404, "", "RESOURCE_NOT_FOUND"],
  ["not-found", 410, "", "RESOURCE_NOT_FOUND"],
  ["rate-limited", 429, error("Too many requests"), "RATE_LIMIT_EXCEEDED"],
  ["rate-limited", 429, "", "RATE_LIMIT_EXCEEDED"],
  ["blocked", 403, html("Sorry, you have been blocked. Ray ID: 1"), "UPSTREAM_BLOCKED"],
  ["blocked", 429, html("The owner has banned you temporarily"), "UPSTREAM_BLOCKED"],
  ["blocked", 503, html("Just a moment..."), "UPSTREAM_BLOCKED"],
  ["blocked", 200, html('<div id="cf-error-details">'), "UPSTREAM_BLOCKED"],
  ["maintenance", 503, error("Planned maintenance"), "UPSTREAM_MAINTENANCE"],
  ["maintenance", 503, html("Down for maintenance"), "UPSTREAM_MAINTENANCE"],
  ["html", 200, html("Welcome"), "UPSTREAM_INVALID"],
  ["html", 404, html("Nothing"), "UPSTREAM_INVALID"],
  ["server-error", 500, "", "UPSTREAM_UNREACHABLE"],
  ["server-error", 502, html("Bad gateway"), "UPSTREAM_UNREACHABLE"],
  ["server-error", 502, html('<div id="cf-error-details">Bad gateway'), "UPSTREAM_UNREACHABLE"],
  ["server-error", 504, html('<div id="cf-error-details">Time-out'), "UPSTREAM_TIMEOUT"],
  ["blocked", 503, html('<div id="cf-error-details">You have been blocked'), "UPSTREAM_BLOCKED"],
  ["server-error", 504, html("Gateway time-out"), "UPSTREAM_TIMEOUT"],
  ["server-error", 400, error("Something went wrong. [1a2b3c4d]", 0), "UPSTREAM_UNREACHABLE"],
  ["caller-fault", 400, error("Bad view param", 0), "BAD_REQUEST"],
  ["caller-fault", 403, error("Cannot send message to this user"), "FORBIDDEN"],
  ["caller-fault", 401, "", "BAD_REQUEST"],
  ["caller-fault", 400, '{"error":{"code":', "BAD_REQUEST"],
  ["caller-fault", 400, "null", "BAD_REQUEST"],
];

for (const [kind, status, body, code] of rows) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  test(`${status} ${text.slice(0, 60)} is ${kind}`, () => {
    const type = text.startsWith("<") ? "text/html; charset=utf-8" : "application/json";
    const answer = classify(status, { "content-type": type }, Buffer.from(text));
    assert.equal(answer.kind, kind);
    assert.equal(upstreamError(answer)?.code, code);
  });
}

test("only the words of a refused signature count as one, for a retry of a POST hangs on them", () => {
  for (const [status, body] of [
    [200, error("Please refresh the page", 401)],
    [403, error("Please refresh the page", 401)],
    [500, error("Please refresh the page", 401)],
    [400, error("Please refresh the page", 0)],
    [401, error("You must: Please refresh the page", 401)],
  ] as const) {
    const answer = classify(status, {}, Buffer.from(JSON.stringify(body)));
    assert.notEqual(answer.kind, "stale-rules", JSON.stringify([status, body]));
  }
});

test("a page of HTML is known by its body where the type lies", () => {
  const body = Buffer.from(html("Attention Required!"));
  assert.equal(classify(403, { "content-type": "application/json" }, body).kind, "blocked");
});

test("the error says what the upstream said, and when to come back", () => {
  const body = Buffer.from(JSON.stringify(error("x".repeat(1_000), 7)));
  const answer = classify(429, { "retry-after": "3" }, body);
  const failure = upstreamError(answer);
  assert.equal(failure?.source, "upstream");
  assert.equal(failure.details.retryAfterSeconds, 3);
  assert.deepEqual(failure.details.upstream, { status: 429, code: 7, message: "x".repeat(200) });
});

test("when to come back may be a time, which counts from the answer's own", () => {
  const date = "Wed, 21 Oct 2026 07:28:00 GMT";
  const later = "Wed, 21 Oct 2026 07:29:30 GMT";
  assert.equal(retryAfterIn({ date, "retry-after": later }), 90);
  assert.equal(retryAfterIn({ date: later, "retry-after": date }), 0);
  for (const headers of [{}, { "retry-after": later }, { date, "retry-after": "soon" }])
    assert.equal(retryAfterIn(headers), undefined);
});

test("a second factor is a challenge, an ended session an expiry", () => {
  const reasonOf = (status: number, body: object) =>
    upstreamError(classify(status, {}, Buffer.from(JSON.stringify(body))))?.details.reason;
  assert.equal(reasonOf(400, error("OTP", 101)), "challenged");
  assert.equal(reasonOf(401, error("Wrong user.", 301)), "expired");
});

test("no bytes of any status make it throw", () => {
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), fc.uint8Array(), (status, bytes) => {
      classify(status, {}, Buffer.from(bytes));
    }),
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      classify(400, { "content-type": "application/json" }, Buffer.from(text));
    }),
  );
});
