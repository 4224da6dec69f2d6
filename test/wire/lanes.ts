import type { Cleanup } from "../support/cleanup.ts";
import { startPlainGateway, startSignedGateway, type TestGateway } from "../support/gateway.ts";
import { startTappedOrigin, type TappedOrigin } from "../support/tapped-origin.ts";
import { get } from "./ask.ts";
import { withCredentials, type Probe } from "./probe.ts";

/** The two ways of running a probe: past no plugins, and past the full chain. */
export const WAYS = { a: "bare chain", b: "full chain" } as const;
export type Way = keyof typeof WAYS;

/** A gateway and the origin behind it: what one probe has for itself while it runs. */
export interface Lane {
  readonly gateway: TestGateway;
  readonly origin: TappedOrigin;
  /** The bytes of a probe as this way sends them. */
  readonly prepare: (probe: Probe) => string;
  /** A sound GET of the same caller. */
  readonly successor: (target: string) => string;
  /** A sound GET of another account's. */
  readonly stranger: (target: string) => string;
}

/** Lanes that many tests share, each used by one at a time. */
export interface Lanes {
  readonly use: <Result>(run: (lane: Lane) => Promise<Result>) => Promise<Result>;
}

/** Starts `count` lanes. */
export async function startLanes(cleanup: Cleanup, way: Way, count: number): Promise<Lanes> {
  const free = await Promise.all(Array.from({ length: count }, () => startLane(cleanup, way)));
  const waiting: ((lane: Lane) => void)[] = [];
  const take = () => free.pop() ?? new Promise<Lane>((resolve) => waiting.push(resolve));
  return {
    use: async (run) => {
      const lane = await take();
      try {
        return await run(lane);
      } finally {
        const next = waiting.shift();
        if (next) next(lane);
        else free.push(lane);
      }
    },
  };
}

async function startLane(cleanup: Cleanup, way: Way): Promise<Lane> {
  const origin = await startTappedOrigin(cleanup);
  if (way === "a") {
    const gateway = await startPlainGateway(cleanup, origin.url);
    const prepare = ({ bytes_latin1 }: Probe) => bytes_latin1;
    return {
      gateway,
      origin,
      prepare,
      successor: (target) => get(target),
      stranger: (target) => get(target),
    };
  }
  const gateway = await startSignedGateway(cleanup, origin.url);
  const { apiKey, creator, fan } = gateway.sandbox;
  const as = (connectionId: string) => (target: string) =>
    withCredentials(get(target), { apiKey, connectionId });
  return {
    gateway,
    origin,
    prepare: ({ bytes_latin1 }) => withCredentials(bytes_latin1, { apiKey, connectionId: creator }),
    successor: as(creator),
    stranger: as(fan),
  };
}
