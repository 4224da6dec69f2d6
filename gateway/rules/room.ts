import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import { createAgreement, type Agreement } from "./agreement.ts";
import { createBuilds, type Build, type Builds } from "./builds.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createProbation, type Probation } from "./probation.ts";
import type { Pins, Rejection } from "./rules.ts";
import type { Schemes } from "./schemes.ts";
import { createWaiting, type Waiting } from "./waiting.ts";

/** All that one environment's rules go through, from a document that arrives to those who wait for it. */
export interface Room {
  readonly builds: Builds;
  readonly probation: Probation;
  readonly agreement: Agreement;
  readonly intake: Intake;
  readonly waiting: Waiting;
}

/** Makes the room of one environment; `change` runs an edit of its builds and tells of another that then serves. */
export function createRoom(
  environment: EnvironmentName,
  options: {
    readonly schemes: Schemes;
    readonly clock: Clock;
    readonly log: Log;
    readonly pins: Pins;
    readonly quorum?: Readonly<Partial<Record<EnvironmentName, number>>> | undefined;
    readonly keepBuilds: number;
    readonly holdOffMs: number;
    readonly refresh: (environment: EnvironmentName) => void;
    readonly accepted: (environment: EnvironmentName) => void;
    readonly rejected: (rejection: Rejection) => void;
    readonly change: (room: Pick<Room, "builds" | "waiting">, edit: () => void) => void;
  },
): Room {
  const { schemes, clock, log, change } = options;
  const probation = createProbation({
    clock,
    builds: () => builds,
    banned: (build, former) => {
      const reason =
        `the upstream refused its signatures while it took those of ${former.revision}: ` +
        `build ${build.revision} does not serve for an hour`;
      intake.reject(build.source, { place: "", reason });
      change({ builds, waiting }, builds.choose);
    },
    lifted: () => {
      change({ builds, waiting }, builds.choose);
    },
  });
  const builds = createBuilds(options.keepBuilds, probation.isBanned);
  builds.pin(options.pins[environment]);
  const waiting = createWaiting({
    clock,
    holdOffMs: options.holdOffMs,
    newerThan: (revision) => {
      const newer = builds.newerThan(revision);
      return newer === undefined || probation.hasFailed(newer) ? undefined : newer;
    },
    canChange: () => builds.pinned() === undefined,
    refresh: () => {
      options.refresh(environment);
    },
  });
  const put = (build: Build): void => {
    change({ builds, waiting }, () => {
      builds.put(build);
    });
    options.accepted(environment);
  };
  const { rejected, quorum } = options;
  const agreement = createAgreement({ quorum: quorum?.[environment] ?? 1, clock });
  const judging = { environment, schemes, builds, agreement, clock, log, put, rejected };
  const intake = createIntake(judging);
  return { builds, probation, agreement, intake, waiting };
}
