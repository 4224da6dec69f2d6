import type { Limits } from "../limits/limits.ts";

/** How often one address, and one account, may try: beside what each session allows. */
export interface Throttles {
  /** Takes a password's, code's or session's turn; false if there were too many. */
  readonly takeTry: (
    kind: "password" | "code" | "session",
    address: string,
    account: string,
  ) => Promise<boolean>;
  readonly takeSend: (address: string, account: string) => Promise<boolean>;
  /** Lets one step of a session run at a time. */
  readonly alone: <T>(id: string, work: () => Promise<T>) => Promise<T | undefined>;
}

/** Ten tries an hour for an account, a hundred for an address, which an office may share; three sendings in a quarter of an hour for either. */
export function createThrottles({ take, enter, leave }: Limits): Throttles {
  const both = async (
    kind: string,
    address: { readonly name: string; readonly perMinute: number; readonly burst: number },
    account: { readonly name: string; readonly perMinute: number; readonly burst: number },
  ) => {
    const byAddress = await take(`link-${kind}-address ${address.name}`, address);
    if (!byAddress.allowed) return false;
    return (await take(`link-${kind}-account ${account.name}`, account)).allowed;
  };
  return {
    takeTry: (kind, address, account) =>
      both(
        kind,
        { name: address, perMinute: 100 / 60, burst: 100 },
        { name: account, perMinute: 10 / 60, burst: 10 },
      ),
    takeSend: (address, account) =>
      both(
        "send",
        { name: address, perMinute: 3 / 15, burst: 3 },
        { name: account, perMinute: 3 / 15, burst: 3 },
      ),
    alone: async (id, work) => {
      const place = `link ${id}`;
      if (!enter(place, 1)) return undefined;
      try {
        return await work();
      } finally {
        leave(place);
      }
    },
  };
}
