import { hash } from "node:crypto";
import type { Store } from "../store/store.ts";
import { driverOf, type Drivers } from "./drivers.ts";
import type { Finish } from "./finish.ts";
import { loginPlaceOf } from "./login-place.ts";
import type { Flow } from "./owner-acts.ts";
import type { Throttles } from "./throttles.ts";
import type { Turns } from "./turns.ts";

/** Makes the two acts by which an owner signs in elsewhere: choosing a way, and handing a session over. */
export function createHandOver(options: {
  readonly store: Pick<Store, "connections">;
  readonly drivers: Drivers;
  readonly finish: Finish;
  readonly throttles: Throttles;
  readonly turns: Turns;
}): Pick<Flow, "choose" | "handOver"> {
  const { drivers, finish, throttles, turns } = options;
  return {
    choose: (visited, name) =>
      turns.alone(visited, ["login", "code"], async (session) => {
        const offered = await drivers.offeredTo(session);
        const chosen = offered.find((each) => each.name === name);
        if (name === undefined || chosen !== undefined)
          await turns.restart(session, { driver: chosen?.name ?? null });
      }),
    handOver: (visited, handed, name, { address, requestId }) =>
      turns.alone(visited, ["login"], async (session) => {
        const { id } = session;
        const driver = driverOf(session, await drivers.offeredTo(session));
        if (driver?.name !== name || driver.kind !== "hand-over") return;
        const account = hash("sha256", handed.upstreamUserId, "hex");
        if (!(await throttles.takeTry("session", address, account)))
          return turns.say(id, "too_many");
        const { egressId } = await loginPlaceOf(options.store, session);
        const state = { ...handed, egressId: handed.egressId ?? egressId };
        const { upstreamUserId } = handed;
        const isOpened = driver.session === "opened";
        const done = await finish(
          session,
          { upstreamUserId, state, driver: name, isOpened },
          requestId,
        );
        if (typeof done === "string") await turns.say(id, done);
        else drivers.leave(session);
      }),
  };
}
