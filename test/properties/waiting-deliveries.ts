import assert from "node:assert/strict";
import type { Clock } from "../../gateway/clock.ts";
import type { Log } from "../../gateway/observe/log.ts";
import type { Store } from "../../gateway/store/store.ts";
import { createDeliver } from "../../gateway/webhooks/deliver.ts";
import type { Events } from "../../gateway/webhooks/events.ts";
import type { PostResult } from "../../gateway/webhooks/post.ts";
import { createEndpointSecrets } from "../../gateway/webhooks/secrets.ts";
import { startDeliveries } from "../../gateway/webhooks/start-deliveries.ts";

const result = (status: number | undefined, said: string, retryAfterMs?: number): PostResult => ({
  status,
  result: said,
  retryAfterMs,
  durationMs: 1,
});

/** What a receiver may do with a delivery. */
export const RECEPTIONS = {
  taken: result(200, "ok"),
  failed: result(500, "status"),
  late: result(undefined, "timeout"),
  busy: result(429, "status", 10_000),
} as const;
export type Reception = keyof typeof RECEPTIONS;

interface Post {
  readonly eventId: string;
  readonly connectionId: string;
  readonly sequence: number;
  readonly attempt: number;
  readonly answer: (reception: Reception) => void;
}

/** A delivery that failed so often has made way for those behind it: it is tried beside them. */
const LAST_AT_HEAD = 4;

/** Deliveries whose receiver answers when it is told to, and what it has taken, in order. */
export function startWaitingDeliveries(over: {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { store, events, clock } = over;
  const posts: Post[] = [];
  const taken: Post[] = [];
  const deliver = createDeliver({
    ...over,
    secrets: createEndpointSecrets(store, clock),
    onAttempt: () => undefined,
    post: (_url, _reach, headers, body) => {
      const told = JSON.parse(body) as {
        readonly sequence: number;
        readonly data: { readonly connection: { readonly id: string } };
      };
      const connectionId = told.data.connection.id;
      const attempt = Number(headers["countersign-attempt"]);
      const isAtHead = (each: { readonly attempt: number }) => each.attempt <= LAST_AT_HEAD;
      const heads = posts.filter((each) => each.connectionId === connectionId && isAtHead(each));
      assert.ok(!isAtHead({ attempt }) || heads.length === 0, "two of one connection under way");
      return new Promise((resolve) => {
        const post: Post = {
          eventId: headers["webhook-id"] ?? "",
          connectionId,
          sequence: told.sequence,
          attempt,
          answer: (reception) => {
            posts.splice(posts.indexOf(post), 1);
            if (reception === "taken") taken.push(post);
            resolve(RECEPTIONS[reception]);
          },
        };
        posts.push(post);
      });
    },
  });
  const running = startDeliveries({ ...over, deliver });
  events.onEmitted(running.wake);
  return { posts, taken, close: running.close };
}
