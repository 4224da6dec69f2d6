/** The text of a plugin that works as it is, to be changed. */
export function newPlugin(name: string): string {
  return `import { definePlugin, reply, Type } from "countersign/plugin";

/** A first plugin: it answers one path itself, and sets a header field on every other answer. */
export default definePlugin({
  name: ${JSON.stringify(name)},
  summary: "Says in one sentence what it does.",
  config: Type.Object({
    path: Type.String({
      pattern: "^/",
      default: "/v2/access/hello",
      description: "The path it answers.",
    }),
    field: Type.String({
      pattern: "^[a-z0-9-]+$",
      default: ${JSON.stringify(`x-${name}`)},
      description: "The header field it sets, in lower case.",
    }),
  }),
  setup: ({ path, field }, { log }) => ({
    // Before anything is sent upstream; what it returns ends the exchange.
    onRequest: (exchange) => {
      exchange.answerHeaders[field] = "1";
      if (exchange.path === path) return reply(200, { hello: "from a plugin" });
    },
    // Exactly once, after the last byte. Log fields must hold no secrets.
    onComplete: (exchange, { status }) => {
      log.debug({ requestId: exchange.id, status }, "an exchange is over");
    },
  }),
});
`;
}
