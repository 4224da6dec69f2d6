import { Type } from "typebox";
import { bytes, count, milliseconds, ORIGIN, section } from "./fields.ts";

const MIB = 1_048_576;
const HOUR_MS = 3_600_000;

/** The links under which clients get media. */
export const media = section(
  "Links to media: `/v2/media/…` in place of the upstream's own addresses.",
  {
    linkLifetimeMs: milliseconds(24 * HOUR_MS, "How long a link works."),
    cache: section("Files kept on this machine's disk, sealed with their connection's key.", {
      maxBytes: bytes(0, "Room for all of them, each a quarter of it at most; 0 keeps none."),
      folder: Type.Optional(
        Type.String({
          minLength: 1,
          path: true,
          description: "A folder of its own; `media` in the data folder unless given.",
        }),
      ),
    }),
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

/** Files on their way to the upstream. */
export const uploads = section(
  "Uploads, and media that a post or message names by an address.",
  {
    lifetimeMs: milliseconds(HOUR_MS, "An upload that is not complete by then is given up."),
    partBytes: bytes(
      5 * MIB,
      "Size of a part, larger where a file would have over 1000; the upstream's store takes no smaller ones.",
      { minimum: 65_536 },
    ),
    maxBytes: bytes(5_120 * MIB, "The largest file."),
    maxOpen: count(200, "Uploads of one connection at a time."),
    origins: origins(
      ["https://*.amazonaws.com", "https://*.onlyfans.com"],
      "Files are sent to these alone",
    ),
    fetchMaxBytes: bytes(200 * MIB, "The largest file that is fetched from an address."),
    fetchTimeoutMs: milliseconds(25_000, "Fetching it must not take longer."),
    fetchPrivate: Type.Boolean({
      default: false,
      description:
        "Fetches from any port, and from this machine and private networks too. For tests: with it, whoever may post may also look around your network.",
    }),
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
