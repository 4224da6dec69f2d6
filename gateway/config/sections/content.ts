import { Type } from "typebox";
import { count, milliseconds, ORIGIN, section } from "./fields.ts";

const HOUR_MS = 3_600_000;

/** The links under which clients get media. */
export const media = section(
  "Links to media: `/v2/media/…` in place of the upstream's own addresses.",
  {
    linkLifetimeMs: milliseconds(24 * HOUR_MS, "How long a link works."),
    origins: origins(
      [
        "https://cdn2.onlyfans.com",
        "https://cdn3.onlyfans.com",
        "https://public.onlyfans.com",
        "https://thumbs.onlyfans.com",
        "https://*.convert.onlyfans.com",
        "https://*.upload.onlyfans.com",
      ],
      "Media are fetched from these alone",
    ),
  },
  { restart: true },
);

/** What is remembered of writes with an `Idempotency-Key`. */
export const idempotency = section(
  "Answers kept for requests with an `Idempotency-Key`.",
  {
    keepMs: milliseconds(24 * HOUR_MS, "How long a key stands for its first request."),
    maxKept: count(100_000, "Keys kept in all; the oldest finished ones go first."),
  },
  { restart: true },
);

function origins(live: readonly string[], what: string) {
  const list = (standard: readonly string[]) =>
    Type.Array(Type.String({ pattern: ORIGIN }), {
      default: [...standard],
      description: `${what}; \`*.\` stands for any subdomain.`,
    });
  return section("Hosts by environment; the sandbox's own is always among them.", {
    sandbox: list([]),
    live: list(live),
  });
}
