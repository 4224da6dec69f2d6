import { definePlugin, GatewayError, Type } from "../gateway/chain/plugin.ts";
import { presentedKey, type Caller } from "../gateway/keys/keys.ts";

declare module "../gateway/chain/plugin.ts" {
  interface Facts {
    /** Who is calling: organization, app, environment and scopes of the API key. */
    caller: Caller;
  }
}

export default definePlugin({
  name: "auth",
  summary:
    "Admits callers with an API key of scope ACCESS, from `apikey`, `X-API-Key` or `Authorization: Bearer`.",
  config: Type.Object({}),
  provides: ["caller"],
  setup: (_config, { services }) => ({
    onRequest: ({ headers }) => {
      const caller = services.keys.authenticate(presentedKey(headers));
      return caller instanceof Promise ? caller.then(admit) : admit(caller);
    },
  }),
});

function admit(caller: Caller): { readonly caller: Caller } {
  if (caller.scopes.has("ACCESS")) return { caller };
  throw new GatewayError("FORBIDDEN", "The API key lacks the scope ACCESS.");
}
