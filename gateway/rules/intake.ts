import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import type { Agreement, Said } from "./agreement.ts";
import type { Build, Builds } from "./builds.ts";
import {
  assertUsable,
  PROBES,
  readDocument,
  relate,
  type Candidate,
  type Relation,
} from "./check.ts";
import { RulesProblem, toProblem, type Problem } from "./problem.ts";
import { createRejections } from "./rejections.ts";
import type { ActiveRules, Rejection, Verdict } from "./rules.ts";
import type { Schemes } from "./schemes.ts";

/** Where the documents of one environment are judged. Calls must not overlap. */
export interface Intake {
  readonly offer: (source: string, text: string) => Promise<Verdict>;
  /** Judges what a feed publishes: a new build waits until enough feeds agree on it. */
  readonly hear: (source: string, text: string) => Promise<Verdict>;
  readonly reject: (source: string, problem: Problem) => Rejection;
  readonly rejections: () => readonly Rejection[];
  /** Judges anew what was waiting for a scheme, and the builds an older version of it proved. */
  readonly schemeArrived: (name: string) => Promise<void>;
}

const MAX_ORPHANS = 64;

/** Makes the intake of one environment over its builds. */
export function createIntake(options: {
  readonly environment: EnvironmentName;
  readonly schemes: Schemes;
  readonly builds: Builds;
  readonly agreement: Agreement;
  readonly clock: Clock;
  readonly log: Log;
  readonly put: (build: Build) => void;
  readonly rejected: (rejection: Rejection) => void;
}): Intake {
  const { environment, schemes, builds, agreement, clock, log, put } = options;
  const rejections = createRejections();
  const orphans = new Map<string, string>();

  const accept = async (source: string, text: string, isFeed: boolean): Promise<ActiveRules> => {
    const folded = readDocument(text);
    const { scheme: name } = folded.document;
    const scheme = schemes.find(name);
    if (scheme === undefined) {
      if (orphans.size < MAX_ORPHANS) orphans.set(source, text);
      throw new RulesProblem({
        place: "/scheme",
        reason: "no signing scheme of this name is live",
      });
    }
    const candidate = assertUsable(folded, scheme, clock.now());
    const relation = relateHeard(candidate, source, isFeed);
    if (relation.is === "known") {
      if (isFeed) agreement.confirm(source, saidIn(candidate));
      return relation.build.rules;
    }
    if (isFeed) assertAgreed(candidate, source);
    const { params } = candidate;
    await schemes.tryOut(
      scheme.definition,
      PROBES.map((facts) => ({ params, facts })),
    );
    const rules = activate(candidate, environment, source, clock.now());
    put({ rules, scheme });
    const { revision, builtAt } = rules;
    log.info({ environment, revision, builtAt, source }, "signing rules accepted");
    return rules;
  };

  const relateHeard = (candidate: Candidate, source: string, isFeed: boolean): Relation => {
    try {
      return relate(candidate, source, builds.list());
    } catch (thrown) {
      if (isFeed) agreement.quarantine(source);
      throw thrown;
    }
  };
  const assertAgreed = (candidate: Candidate, source: string): void => {
    const { revision } = candidate;
    const { outcome, liars, count } = agreement.hear(source, saidIn(candidate));
    const reason = `enough other feeds agree on other constants for build ${revision}`;
    if (outcome === "contradicted") throw new RulesProblem({ place: "", reason });
    for (const liar of liars) reject(liar, { place: "", reason });
    if (outcome === "waits") throw new Waits(revision, count);
  };

  const reject: Intake["reject"] = (source, { place, reason }) => {
    const rejection = { environment, source, place, reason, at: clock.now() };
    options.rejected(rejection);
    if (rejections.add(rejection))
      log.warn({ environment, source, place, reason }, "signing rules refused");
    return rejection;
  };

  const judge = async (source: string, text: string, isFeed: boolean): Promise<Verdict> => {
    orphans.delete(source);
    try {
      const rules = await accept(source, text, isFeed);
      return { accepted: true, rules, isCurrent: builds.serving() === rules };
    } catch (thrown) {
      if (thrown instanceof Waits) {
        const { place, reason } = thrown;
        log.info({ environment, source, reason }, "signing rules wait for other feeds to agree");
        return {
          accepted: false,
          rejection: { environment, source, place, reason, at: clock.now() },
        };
      }
      if (!(thrown instanceof RulesProblem))
        log.error({ environment, source, err: thrown }, "signing rules could not be judged");
      return { accepted: false, rejection: reject(source, toProblem(thrown)) };
    }
  };

  const offer: Intake["offer"] = (source, text) => judge(source, text, false);

  return {
    offer,
    hear: (source, text) => judge(source, text, true),
    reject,
    rejections: rejections.list,
    schemeArrived: async (name) => {
      for (const [source, text] of [...orphans]) await offer(source, text);
      for (const { rules } of builds.list())
        if (rules.scheme === name)
          await offer(rules.source, JSON.stringify({ scheme: name, params: rules.params }));
    },
  };
}

function saidIn({ revision, scheme, params }: Candidate): Said {
  const sign = scheme.signer(params);
  const print = JSON.stringify(PROBES.map((facts) => Object.entries(sign(facts).set).toSorted()));
  return { revision, print };
}

/** Neither accepted nor refused. */
class Waits extends RulesProblem {
  constructor(revision: string, count: number) {
    super({
      place: "",
      reason: `only ${count} of the feeds publish build ${revision} like this yet`,
    });
  }
}

function activate(
  { scheme, params, revision, order, builtAt }: Candidate,
  environment: EnvironmentName,
  source: string,
  acceptedAt: number,
): ActiveRules {
  return Object.freeze({
    environment,
    revision,
    scheme: scheme.definition.name,
    params: deepFreeze(structuredClone(params)),
    order,
    builtAt,
    acceptedAt,
    source,
    sign: scheme.signer(params),
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
