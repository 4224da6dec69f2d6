import { definePlugin, Type } from "countersign/plugin";

/** Works on bodies as they stream: no more is held back than the longest word is long. */
export default definePlugin({
  name: "body-redactor",
  summary:
    "Replaces words in text and JSON answers while they stream, wherever chunks happen to end.",
  config: Type.Object({
    words: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description: "What must not reach the client, exactly as it stands in the body.",
    }),
    replacement: Type.String({ default: "[redacted]", description: "What stands there instead." }),
  }),
  setup: ({ words, replacement }) => {
    const redact = redactor(words, replacement);
    return {
      onUpstreamRequest: (_exchange, { headers }) => {
        // Words cannot be found in compressed bytes, nor in a part of a body.
        headers["accept-encoding"] = "identity";
        delete headers["range"];
      },
      onUpstreamResponse: (_exchange, response) => {
        const type = String(response.headers["content-type"] ?? "");
        if (/^(text\/|application\/([\w.+-]+\+)?json)/.test(type)) response.through(redact);
      },
    };
  },
});

/** Bytes as latin1 text: each character is one byte, so no cut can fall inside one. */
function redactor(words: readonly string[], replacement: string) {
  const needles = words.map(asBytes).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(needles.map(escaped).join("|"), "g");
  const overlap = Math.max(...needles.map((needle) => needle.length)) - 1;
  const substitute = asBytes(replacement);

  return async function* redact(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    let held = "";
    for await (const chunk of chunks) {
      const text = held + chunk.toString("latin1");
      // A word that begins before this place ends within the text.
      const [done, rest] = replaceBefore(text, text.length - overlap);
      held = rest;
      if (done !== "") yield Buffer.from(done, "latin1");
    }
    const [last] = replaceBefore(held, held.length);
    if (last !== "") yield Buffer.from(last, "latin1");
  };

  function replaceBefore(text: string, end: number): [done: string, rest: string] {
    let done = "";
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      if (match.index >= end) break;
      done += text.slice(from, match.index) + substitute;
      from = match.index + match[0].length;
    }
    const cut = Math.max(from, end, 0);
    return [done + text.slice(from, cut), text.slice(cut)];
  }
}

function asBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
