import type { Connection } from "./connections/connection.ts";
import type { Engine } from "./http/engine.ts";
import type { LentServices, Services } from "./services.ts";
import { createCall } from "./upstream/call.ts";

const CALL_TIMEOUT_MS = 15_000;
const CALL_MAX_BYTES = 8_388_608;
/** The pool that connections use unless their chain says otherwise. */
const POOL = "default";

/** Adds to the services what plugins are lent beyond them, so that their own calls go out as exchanges do. */
export function lendServices(services: Services, engine: Engine): LentServices {
  const { egresses } = services;
  const call = createCall({
    ...services,
    engine,
    egressFor: ({ id, egressId }: Connection) => egresses.choose(egresses.pool(POOL), id, egressId),
    timeoutMs: CALL_TIMEOUT_MS,
    maxBytes: CALL_MAX_BYTES,
  });
  return { ...services, call };
}
