import type { Clock } from "../clock.ts";
import { environmentOff, type EnvironmentName, type Environments } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import { loadLogic } from "./logic.ts";
import { RulesProblem, toProblem, type Problem } from "./problem.ts";
import type { ActiveRules, Pins, Rejection, Rules } from "./rules.ts";
import { createRoom, type Room } from "./room.ts";
import { createSchemes } from "./schemes.ts";
import { createTrial } from "./trial.ts";

/** The registry as those see it who bring schemes and documents. */
export interface Registry extends Rules {
  /** Like `offer`, for a feed: a new build waits until enough feeds agree on it. */
  readonly hear: Rules["offer"];
  /** Says why the scheme cannot be used, or nothing once it is live. */
  readonly offerScheme: (source: string, text: string) => Promise<Problem | undefined>;
  /** Notes that a file or feed brought nothing to judge. */
  readonly reject: (environment: EnvironmentName, source: string, problem: Problem) => void;
}

/** Makes a registry without schemes or rules. It opens nothing but a worker thread for trials. */
export function createRegistry(options: {
  readonly environments: Environments;
  readonly clock: Clock;
  readonly log: Log;
  readonly pins: Pins;
  readonly savePin: (environment: EnvironmentName, revision: string | undefined) => Promise<void>;
  /** Looks for newer rules now; documents come back through `offer`. */
  readonly refresh: (environment: EnvironmentName) => void;
  /** Called after an environment got a build. */
  readonly accepted: (environment: EnvironmentName) => void;
  /** Called for each document that was not accepted. */
  readonly rejected: (rejection: Rejection) => void;
  /** How many feeds of an environment must agree on a build; 1 unless told. */
  readonly quorum?: Readonly<Partial<Record<EnvironmentName, number>>> | undefined;
  readonly keepBuilds: number;
  readonly holdOffMs: number;
  readonly refreshWaitMs: number;
}): Registry {
  const { clock, log, savePin } = options;
  const engine = loadLogic();
  const trial = createTrial({ clock });
  const schemes = createSchemes(engine, trial);
  const listeners = new Set<(rules: ActiveRules) => void>();
  const rooms = new Map<string, Room>();
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time, so that two documents are never judged against the same old builds. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const roomOf = (environment: EnvironmentName): Room => {
    const room = rooms.get(environment);
    if (room === undefined) throw environmentOff(environment);
    return room;
  };
  const change = (
    { builds, waiting }: Pick<Room, "builds" | "waiting">,
    edit: () => void,
  ): void => {
    const before = builds.serving();
    edit();
    const now = builds.serving();
    if (now === undefined || now === before) return;
    waiting.look();
    for (const listener of listeners) listener(now);
  };

  for (const environment of Object.keys(options.environments) as EnvironmentName[]) {
    rooms.set(environment, createRoom(environment, { ...options, schemes, change }));
  }

  const takeScheme = async (source: string, text: string): Promise<Problem | undefined> => {
    try {
      const { definition } = await schemes.offer(source, text);
      log.info({ scheme: definition.name, source }, "signing scheme live");
      for (const { intake } of rooms.values()) await intake.schemeArrived(definition.name);
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof RulesProblem))
        log.error({ source, err: thrown }, "signing scheme could not be judged");
      const problem = toProblem(thrown);
      for (const { intake } of rooms.values()) intake.reject(source, problem);
      return problem;
    }
  };

  return {
    current: (environment) => rooms.get(environment)?.builds.serving(),
    get: (environment, revision) => rooms.get(environment)?.builds.find(revision)?.rules,
    waitForNewer: (environment, revision, waitMs = options.refreshWaitMs) =>
      rooms.get(environment)?.waiting.wait(revision, waitMs) ?? Promise.resolve(undefined),
    offer: (environment, source, text) =>
      inTurn(() => roomOf(environment).intake.offer(source, text)),
    hear: (environment, source, text) =>
      inTurn(() => roomOf(environment).intake.hear(source, text)),
    offerScheme: (source, text) => inTurn(() => takeScheme(source, text)),
    reject: (environment, source, problem) => {
      rooms.get(environment)?.intake.reject(source, problem);
    },
    builds: (environment) =>
      rooms
        .get(environment)
        ?.builds.list()
        .map(({ rules }) => rules) ?? [],
    rejections: (environment) => rooms.get(environment)?.intake.rejections() ?? [],
    standIn: (environment, revision) => rooms.get(environment)?.probation.standIn(revision),
    refused: (environment, revision) => rooms.get(environment)?.probation.refused(revision),
    accepted: (environment, revision, isStandIn) =>
      rooms.get(environment)?.probation.accepted(revision, isStandIn),
    awaiting: (environment) => rooms.get(environment)?.agreement.awaiting() ?? [],
    bans: (environment) => rooms.get(environment)?.probation.bans() ?? [],
    pinned: (environment) => rooms.get(environment)?.builds.pinned(),
    pin: async (environment, revision) => {
      const room = roomOf(environment);
      const build = room.builds.find(revision);
      if (build === undefined)
        throw new GatewayError("RESOURCE_NOT_FOUND", `There is no build ${revision} here.`, {
          nextActions: ["Pin one that `rules list` shows."],
        });
      await savePin(environment, revision);
      change(room, () => room.builds.pin(revision));
      return build.rules;
    },
    release: async (environment) => {
      const room = roomOf(environment);
      await savePin(environment, undefined);
      change(room, () => room.builds.pin(undefined));
    },
    addOperation: (name, operation) => {
      if (!engine.add(name, operation)) return;
      void inTurn(async () => {
        for (const [source, text] of schemes.takeWaiting()) await takeScheme(source, text);
      });
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      for (const { waiting, probation } of rooms.values()) {
        waiting.close();
        probation.close();
      }
      await last;
      await trial.close();
    },
  };
}
