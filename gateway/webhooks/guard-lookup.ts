import type { LookupAddress } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isReachable, type Reach } from "./reach.ts";

/** Every address of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The machine's own resolver. */
export const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true });

/** A name leads to an address that is never reached. */
export class RefusedAddressError extends Error {
  constructor() {
    super("The name leads to an address that is never reached.");
    this.name = "RefusedAddressError";
  }
}

/**
 * Looks a name up for a connection, which then goes to the very addresses that were checked: a name
 * that means something else a moment later gains nothing. One address that may not be reached is
 * enough to refuse them all.
 */
export function guardLookup(
  resolve: Resolve,
  reach: Reach,
  assertForeign: (address: string) => void,
): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every(({ address }) => isReachable(address, reach))) {
          done(new RefusedAddressError(), []);
          return;
        }
        try {
          for (const { address } of found) assertForeign(address);
        } catch {
          done(new RefusedAddressError(), []);
          return;
        }
        if (options.all === true) done(null, [...found]);
        else done(null, first.address, first.family);
      },
      (error: unknown) => done(error as NodeJS.ErrnoException, []),
    );
  };
}
