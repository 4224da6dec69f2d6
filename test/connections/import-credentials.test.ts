import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCredentials } from "../../gateway/connections/import-credentials.ts";

const xBc = "0123456789abcdef0123456789abcdef01234567";

test("x-bc is the cookie `fp`, or what is given where there is no such cookie", () => {
  const userAgent = "agent";
  const cookie = "sess=s; auth_id=7";
  assert.equal(readCredentials({ cookie: `${cookie}; fp=${xBc}`, userAgent }).xBc, xBc);
  assert.equal(readCredentials({ cookie, userAgent, xBc }).xBc, xBc);
});

test("whatever is accepted can be sent as a header, and whatever is refused is not repeated", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "binary" }),
      (value, userAgent) => {
        const cookie = `sess=s${value}; auth_id=7; fp=${xBc}`;
        try {
          const accepted = readCredentials({ cookie, userAgent });
          assert.match(accepted.cookie + accepted.userAgent, /^[\x20-\x7e]+$/);
          assert.ok(accepted.cookie.startsWith("sess=s") && accepted.cookie.includes("auth_id=7"));
        } catch (error) {
          assert.equal((error as { code?: string }).code, "BAD_REQUEST");
          if (value.length > 3) assert.ok(!(error as Error).message.includes(value));
        }
      },
    ),
  );
});
