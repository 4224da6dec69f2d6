import { createRandom, HEX, LOWER } from "../random.ts";
import type { World } from "../world/world.ts";
import type { AccountName } from "../account-names.ts";

/** An account with the session a browser of its owner would hold. */
export interface SandboxAccount {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly cookie: string;
  readonly userAgent: string;
  readonly xBc: string;
}

/** The password of every account. */
export const PASSWORD = "good-password";
/** The second factor's code of every account. */
export const CODE = "123456";

const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** The accounts of a seed, each with a session that is the same after every start and reset. */
export function createAccounts(
  seed: string,
  world: World,
): Readonly<Record<AccountName, SandboxAccount>> {
  const account = (name: AccountName): SandboxAccount => {
    const user = world.users.get(world.accountIds[name]);
    if (user === undefined) throw new Error(`The world has no user for the account ${name}.`);
    const random = createRandom(seed, `account ${name}`);
    const xBc = random.text(40, HEX);
    const cookies = {
      fp: xBc,
      sess: random.text(26, LOWER),
      auth_id: String(user.id),
      csrf: random.text(32, LOWER),
      st: random.text(64, HEX),
      lang: "en",
    };
    return {
      userId: String(user.id),
      username: user.username,
      name: user.name,
      cookie: Object.entries(cookies)
        .map(([key, value]) => `${key}=${value}`)
        .join("; "),
      userAgent: USER_AGENT,
      xBc,
    };
  };
  return {
    creator: account("creator"),
    fan: account("fan"),
    "creator-otp": account("creator-otp"),
    "fan-otp": account("fan-otp"),
  };
}
