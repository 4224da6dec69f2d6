import { definePlugin, Type } from "../gateway/chain/plugin.ts";

declare module "../gateway/chain/plugin.ts" {
  interface Facts {
    /** `req_…`: names the exchange in answers, errors and logs. */
    requestId: string;
  }
}

export default definePlugin({
  name: "request-id",
  summary: "Names each exchange and says the name in `x-request-id`, on answers and errors alike.",
  config: Type.Object({}),
  provides: ["requestId"],
  setup: () => ({
    onRequest: ({ id, answerHeaders }) => {
      answerHeaders["x-request-id"] = id;
      return { requestId: id };
    },
  }),
});
