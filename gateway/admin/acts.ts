import type { Audit } from "../audit/audit.ts";
import { toControlError } from "../api/control-error.ts";

/** The request an act came with. */
export interface ActRequest {
  readonly id: string;
  readonly ip: string;
}

/** What an act is called, what it is done to, and what else the record shall say of it. */
export interface ActDescription<Result> {
  /** The ID of an API key; the operator unless given. */
  readonly actor?: string;
  readonly action: string;
  readonly target?: string | undefined;
  /** Known before it is done, so that a failure says so too. */
  readonly detail?: object;
  /** What came of it; its `target` is on record where it was not known before, its `outcome` where that is not `ok`. */
  readonly describe?: (result: Result) => {
    readonly target?: string;
    readonly outcome?: string;
    readonly [key: string]: unknown;
  };
}

/**
 * Does what an operator or an app asks and puts it on record, however it ends.
 * @throws what the work throws; GatewayError `NOT_READY` if it cannot be recorded.
 */
export type Perform = <Result>(
  request: ActRequest,
  act: ActDescription<Result>,
  work: () => Result | Promise<Result>,
) => Promise<Result>;

/** Makes acts that are put on record. */
export function createPerform(audit: Pick<Audit, "record">): Perform {
  return async (request, { actor = "admin", action, target, detail, describe }, work) => {
    const act = { actor, action, requestId: request.id };
    const known = { remoteAddress: request.ip, ...detail };
    let result;
    try {
      result = await work();
    } catch (thrown) {
      const outcome = toControlError(thrown).code;
      await audit.record({ ...act, target, outcome, detail: known });
      throw thrown;
    }
    const { target: found = target, outcome = "ok", ...more } = describe?.(result) ?? {};
    await audit.record({ ...act, target: found, outcome, detail: { ...known, ...more } });
    return result;
  };
}
