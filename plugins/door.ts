// The types of `countersign/plugin`: the plugin interface, with the facts that the built-in plugins
// establish. At run time it is gateway/chain/plugin.ts alone.
import type {} from "./auth.ts";
import type {} from "./managed/managed.ts";
import type {} from "./media.ts";
import type {} from "./proxy-pool.ts";
import type {} from "./request-id.ts";
import type {} from "./session.ts";
import type {} from "./uploads/uploads.ts";

export * from "../gateway/chain/plugin.ts";
