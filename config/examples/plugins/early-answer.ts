import { definePlugin, reply, Type } from "countersign/plugin";

/** Returning a Reply ends the exchange: nothing goes upstream, and later plugins are not asked. */
export default definePlugin({
  name: "early-answer",
  summary: "Answers one path here, such as a page that tells callers of planned work.",
  config: Type.Object({
    path: Type.String({ pattern: "^/", description: "The path that is answered, exactly." }),
    status: Type.Integer({ minimum: 200, maximum: 599, default: 200, description: "The status." }),
    body: Type.Unknown({ default: {}, description: "The body, sent as JSON." }),
  }),
  setup: ({ path, status, body }) => ({
    onRequest: (exchange) =>
      exchange.path === path ? reply(status, Object(body) as object) : undefined,
  }),
});
