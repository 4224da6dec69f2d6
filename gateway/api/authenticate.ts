import type { onRequestAsyncHookHandler } from "fastify";
import { GatewayError } from "../errors.ts";
import { presentedKey, type Caller, type Keys, type Scope } from "../keys/keys.ts";
import type { ControlApp } from "./control-plane.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `authenticate` before anything of the request is read; else `undefined`. */
    caller: Caller | undefined;
  }
}

/** Makes hooks that admit only keys with a scope, before a body is read. */
export function createAuthenticate(
  app: ControlApp,
  keys: Pick<Keys, "authenticate">,
): (scope?: Scope) => onRequestAsyncHookHandler {
  app.decorateRequest("caller", undefined);
  return (scope) => async (request) => {
    const caller = await keys.authenticate(presentedKey(request.headers));
    if (scope !== undefined && !caller.scopes.has(scope))
      throw new GatewayError("FORBIDDEN", `This key lacks the scope ${scope}.`, {
        reason: "scope",
      });
    request.caller = caller;
  };
}

/** The caller that `authenticate` admitted. @throws GatewayError `UNAUTHORIZED` on a route that forgot to ask. */
export function callerOf(request: { readonly caller: Caller | undefined }): Caller {
  if (request.caller === undefined) throw new GatewayError("UNAUTHORIZED", "Send an API key.");
  return request.caller;
}
