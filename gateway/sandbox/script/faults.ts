/** Faults that strike before the request is looked at. */
export const EDGE_FAULTS = [
  "reset",
  "close-before-head",
  "html-block",
  "rate-limited",
  "maintenance",
  "bad-gateway",
  "early-413",
  "never-answers",
] as const;

/** Faults that spoil the sending of an answer that is otherwise right. */
export const ANSWER_FAULTS = [
  "half-body",
  "dripped-head",
  "dripped-body",
  "truncated-chunk",
] as const;

/** A fault that strikes before. */
export type EdgeFaultKind = (typeof EDGE_FAULTS)[number];
/** A fault that strikes after. */
export type AnswerFaultKind = (typeof ANSWER_FAULTS)[number];
/** Any fault. */
export type FaultKind = EdgeFaultKind | AnswerFaultKind;

/** Every kind a script may ask for. */
export const FAULT_KINDS: readonly FaultKind[] = [...EDGE_FAULTS, ...ANSWER_FAULTS];

/** A fault that waits for its requests. */
export interface Fault {
  readonly kind: FaultKind;
  /** Strikes targets that begin with this. */
  readonly path: string;
  /** The pause between two pieces of a dripped answer. */
  readonly everyMs: number;
}

/** The faults that are armed. */
export interface Faults {
  /** Arms a fault for the next `times` matching requests. `false` if too many are armed already. */
  readonly arm: (fault: Fault, times: number) => boolean;
  /** The first fault armed for this target; it is used up by one. */
  readonly take: (target: string) => Fault | undefined;
}

const MAX_ARMED = 100;

/** No faults yet. */
export function createFaults(): Faults {
  const armed: { readonly fault: Fault; left: number }[] = [];

  return {
    arm: (fault, times) => {
      if (armed.length >= MAX_ARMED) return false;
      armed.push({ fault, left: times });
      return true;
    },
    take: (target) => {
      const index = armed.findIndex(({ fault }) => target.startsWith(fault.path));
      const found = armed[index];
      if (found === undefined) return undefined;
      if (--found.left <= 0) armed.splice(index, 1);
      return found.fault;
    },
  };
}

/** Whether a fault leaves the making of the answer alone. */
export function isAnswerFault(kind: FaultKind): kind is AnswerFaultKind {
  return ANSWER_FAULTS.some((candidate) => candidate === kind);
}
