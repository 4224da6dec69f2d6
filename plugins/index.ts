import type { AnyPlugin } from "../gateway/chain/plugin.ts";
import accessLog from "./access-log.ts";
import auth from "./auth.ts";
import idempotency from "./idempotency.ts";
import managed from "./managed/managed.ts";
import media from "./media.ts";
import metrics from "./metrics.ts";
import proxyPool from "./proxy-pool.ts";
import rateLimit from "./rate-limit.ts";
import requestId from "./request-id.ts";
import session from "./session.ts";
import signer from "./signer.ts";
import uploads from "./uploads/uploads.ts";

/** The plugins that come with the gateway, in the order of the default chain. */
export default [
  requestId,
  accessLog,
  metrics,
  auth,
  session,
  rateLimit,
  idempotency,
  managed,
  proxyPool,
  signer,
  media,
  uploads,
] satisfies readonly AnyPlugin[];
