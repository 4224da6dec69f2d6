import { randomBytes } from "node:crypto";

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
  return names.map((name) => ({ name, value: `cnry/+${randomBytes(18).toString("hex")}` }));
}

/** Every place that holds a canary raw, or as base64, hex, URL-encoded or JSON-escaped text. */
export function findLeaks(
  places: Readonly<Record<string, Buffer | string>>,
  canaries: readonly Canary[],
): Leak[] {
  const leaks: Leak[] = [];
  for (const [place, content] of Object.entries(places)) {
    const bytes = Buffer.from(content as string, "utf8");
    for (const canary of canaries) {
      for (const [form, text] of forms(canary.value)) {
        if (bytes.includes(text)) leaks.push({ canary: canary.name, form, place });
      }
    }
  }
  return leaks;
}

function* forms(value: string): Generator<readonly [form: string, text: string]> {
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
