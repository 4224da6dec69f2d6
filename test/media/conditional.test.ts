import assert from "node:assert/strict";
import { test } from "node:test";
import { readAsked } from "../../gateway/media/conditional.ts";

const file = { size: 100, etag: '"a"', lastModified: "Tue, 06 Jan 2026 10:00:00 GMT" };
const earlier = "Tue, 06 Jan 2026 09:00:00 GMT";
const whole = { status: 200, start: 0, end: 100 };
const part = (start: number, end: number) => ({ status: 206, start, end });

test("a range is read as RFC 9110 says; several, or what is none, mean the whole file", () => {
  const cases = [
    ["bytes=0-0", part(0, 1)],
    ["bytes=10-19", part(10, 20)],
    ["bytes=90-", part(90, 100)],
    ["bytes=90-500", part(90, 100)],
    ["bytes=-1", part(99, 100)],
    ["bytes=-500", part(0, 100)],
    ["bytes=100-", { status: 416 }],
    ["bytes=-0", { status: 416 }],
    ["bytes=9-5", whole],
    ["bytes=0-1,5-6", whole],
    ["bytes=-", whole],
    ["bytes=a-b", whole],
    ["lines=0-1", whole],
  ] as const;
  for (const [range, expected] of cases)
    assert.deepEqual(readAsked({ range }, file), expected, range);
});

test("conditions are heard in the order of RFC 9110, and before the range", () => {
  const range = "bytes=0-9";
  const cases = [
    [{}, whole],
    [{ "if-none-match": '"a"', range }, { status: 304 }],
    [{ "if-none-match": '"b", W/"a"' }, { status: 304 }],
    [{ "if-none-match": "*" }, { status: 304 }],
    [{ "if-none-match": '"b"', "if-modified-since": file.lastModified }, whole],
    [{ "if-modified-since": file.lastModified }, { status: 304 }],
    [{ "if-modified-since": earlier }, whole],
    [{ "if-modified-since": "no date" }, whole],
    [{ "if-match": '"a"' }, whole],
    [{ "if-match": '"b"' }, { status: 412 }],
    [{ "if-match": 'W/"a"' }, { status: 412 }],
    [{ "if-unmodified-since": earlier }, { status: 412 }],
    [{ "if-unmodified-since": file.lastModified }, whole],
    [{ "if-range": '"a"', range }, part(0, 10)],
    [{ "if-range": '"b"', range }, whole],
    [{ "if-range": 'W/"a"', range }, whole],
    [{ "if-range": file.lastModified, range }, part(0, 10)],
    [{ "if-range": earlier, range }, whole],
  ] as const;
  for (const [headers, expected] of cases)
    assert.deepEqual(readAsked(headers, file), expected, JSON.stringify(headers));
  const plain = { size: 100 };
  for (const headers of [{ "if-none-match": '"a"' }, { "if-modified-since": earlier }])
    assert.deepEqual(readAsked(headers, plain), whole);
});
