import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import type { Log } from "../observe/log.ts";
import type { Act, Audit } from "./audit.ts";

/** What happens without anybody asking: put on record in order, and waited for by nobody. */
export interface OwnActs {
  /** Notes an act, if `isNews` says that it is one. */
  readonly note: (
    act: Omit<Act, "actor" | "requestId" | "outcome"> & { readonly actor?: string },
    isNews?: () => Promise<boolean>,
  ) => void;
  /** Resolves once what was noted is on record. */
  readonly close: () => Promise<void>;
}

/** Acts over the record. */
export function createOwnActs(options: {
  readonly audit: Pick<Audit, "record">;
  readonly clock: Clock;
  readonly log: Log;
}): OwnActs {
  const { audit, clock, log } = options;
  let last: Promise<void> = Promise.resolve();
  return {
    note: ({ actor = "gateway", ...act }, isNews = () => Promise.resolve(true)) => {
      last = last
        .then(async () => {
          if (await isNews())
            await audit.record({ ...act, actor, requestId: newId("req_", clock), outcome: "ok" });
        })
        .catch((error: unknown) => {
          log.warn({ error, action: act.action }, "an act was not put on record");
        });
    },
    close: () => last,
  };
}
