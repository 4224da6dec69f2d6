import { randomBytes } from "node:crypto";
import { rememberSecrets } from "./suite/kept.ts";

/** A secret that exists nowhere else, so that finding it anywhere is a leak. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Where a canary came up, and in which form. */
export interface Leak {
  readonly canary: string;
  readonly form: string;
  readonly place: string;
}

/** Makes one unique secret a name; it holds characters that URLs escape. */
export function createCanaries(names: readonly string[]): Canary[] {
  const canaries = names.map((name) => ({
    name,
    value: `cnry/+${randomBytes(18).toString("hex")}`,
  }));
  rememberSecrets(...canaries);
  return canaries;
}

/** Every place that holds a canary raw, or as base64, hex, URL-encoded or JSON-escaped text. */
export function findLeaks(
  places: Readonly<Record<string, Buffer | string>>,
  canaries: readonly Canary[],
): Leak[] {
  const search = createSearch(canaries);
  return Object.entries(places).flatMap(([place, content]) =>
    search(Buffer.from(content as string, "utf8")).map((found) => ({ ...found, place })),
  );
}

/** Looks for all forms of all canaries at once, in one pass over the bytes however many there are. */
export function createSearch(
  canaries: readonly Canary[],
): (bytes: Buffer) => Omit<Leak, "place">[] {
  const byStart = new Map<
    number,
    { readonly text: Buffer; readonly found: Omit<Leak, "place"> }[]
  >();
  // Most places in a text begin nothing: a table of all pairs of bytes says so without a look-up.
  const begins = new Uint8Array(0x10000);
  for (const { name: canary, value } of canaries)
    for (const [text, form] of formsOf(value)) {
      const needle = { text: Buffer.from(text), found: { canary, form } };
      if (needle.text.length < 8) throw new Error(`${canary} is too short to be known again.`);
      const start = needle.text.readUInt32BE();
      const others = byStart.get(start);
      if (others === undefined) byStart.set(start, [needle]);
      else others.push(needle);
      begins[start >>> 16] = 1;
    }
  return (bytes) => {
    const found = new Set<Omit<Leak, "place">>();
    for (let at = 0; at <= bytes.length - 8; at++) {
      const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      if (begins[pair] === 0) continue;
      for (const needle of byStart.get(bytes.readUInt32BE(at)) ?? [])
        if (bytes.subarray(at, at + needle.text.length).equals(needle.text))
          found.add(needle.found);
    }
    return [...found];
  };
}

/** The forms a secret may come up in, each text once. */
function formsOf(value: string): Map<string, string> {
  const forms = new Map<string, string>();
  for (const [form, text] of eachForm(value)) if (!forms.has(text)) forms.set(text, form);
  return forms;
}

function* eachForm(value: string): Generator<readonly [form: string, text: string]> {
  yield ["raw", value];
  yield ["hex", Buffer.from(value).toString("hex")];
  yield ["HEX", Buffer.from(value).toString("hex").toUpperCase()];
  yield ["url", encodeURIComponent(value)];
  yield ["json", JSON.stringify(value).slice(1, -1)];
  // Inside a longer text the secret starts at any of three offsets of a base64 group.
  for (const offset of [0, 1, 2]) {
    const encoded = Buffer.from(" ".repeat(offset) + value).toString("base64");
    const whole = encoded.slice(
      offset === 0 ? 0 : offset + 1,
      Math.floor(encoded.length / 4) * 4 - 4,
    );
    yield [`base64+${offset}`, whole];
    yield [`base64url+${offset}`, whole.replaceAll("+", "-").replaceAll("/", "_")];
  }
}
