import { createHash, randomInt } from "node:crypto";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { silentLog } from "../support/silent-log.ts";
import { systemClock } from "../../gateway/clock.ts";
import type { Environments } from "../../gateway/environments.ts";
import type { SigningFacts } from "../../gateway/rules/rules.ts";
import {
  startRules,
  type RulesOptions,
  type RunningRules,
} from "../../gateway/rules/start-rules.ts";
import { makeScratch } from "../support/scratch.ts";

const root = new URL("../../", import.meta.url);

/** Params of an `onlyfans` document. */
export interface Params extends Record<string, unknown> {
  static_param: string;
  start: string;
  end: string;
  checksum_indexes: number[];
  checksum_constant: number;
  app_token: string;
}

export const environments: Environments = {
  live: {
    name: "live",
    origin: "https://onlyfans.com",
    allowedOrigins: new Set(["https://onlyfans.com"]),
    scheme: "onlyfans",
  },
};

/** Rules of a made-up build; `end` orders it. */
export function randomParams(end = randomInt(0x60000000, 0x6b000000)): Params {
  return {
    static_param: randomText(32),
    start: String(randomInt(1, 99_999)),
    end: end.toString(16).padStart(8, "0"),
    checksum_indexes: Array.from({ length: 32 }, () => randomInt(0, 40)),
    checksum_constant: randomInt(-3000, 2000),
    app_token: "33d57ade8c02dbc5a333db99ff9ae26a",
  };
}

export function randomFacts(): SigningFacts {
  const query = randomInt(2) === 0 ? "" : `?q=${randomText(randomInt(20))}%20[]&x=+&y`;
  return {
    time: String(1_600_000_000_000 + randomInt(300_000_000_000)),
    method: ["GET", "POST", "PUT", "DELETE"][randomInt(4)] ?? "GET",
    path: `/api2/v2/${randomText(randomInt(1, 30))}${query}`,
    userId: String(randomInt(2) * randomInt(1, 999_999_999)),
    session: { userAgent: "test", xBc: randomText(40) },
  };
}

/** The algorithm written down once more, sharing nothing with the rules engine. */
export function signIndependently(params: Params, { time, path, userId }: SigningFacts): string {
  const message = `${params.static_param}\n${time}\n${path}\n${userId}`;
  const digest = createHash("sha1").update(message, "utf8").digest();
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let checksum = params.checksum_constant;
  for (const index of params.checksum_indexes) checksum += hex.codePointAt(index) ?? Number.NaN;
  if (checksum < 0) checksum = -checksum;
  return [params.start, hex, checksum.toString(16), params.end].join(":");
}

/** A rules folder of its own with the shipped scheme, and rules running over it until the test ends. */
export async function startTestRules(
  t: TestContext,
  options: Partial<RulesOptions> = {},
): Promise<{ readonly rules: RunningRules; readonly dir: string }> {
  const dir = options.dir ?? (await makeRulesDir(t));
  const rules = await startRules({
    dir,
    environments,
    clock: systemClock,
    log: silentLog,
    loadPins: () => Promise.resolve({}),
    savePin: () => Promise.resolve(),
    pollMs: 60_000,
    ...options,
  });
  t.after(() => rules.close());
  return { rules, dir };
}

export async function makeRulesDir(t: TestContext): Promise<string> {
  const dir = makeScratch(t, "rules");
  await mkdir(join(dir, "live"));
  await cp(new URL("rules/schemes", root), join(dir, "schemes"), { recursive: true });
  return dir;
}

/** Writes a document the way an editor or a deployment would not: in place. */
export async function drop(dir: string, name: string, document: unknown): Promise<void> {
  await writeFile(
    join(dir, name),
    typeof document === "string" ? document : JSON.stringify(document),
  );
}

export function readRepo(path: string): Promise<string> {
  return readFile(new URL(path, root), "utf8");
}

/** A file of the optional folder of specs beside the checkout. */
export async function readSpec(name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(new URL(`../shared/spec/${name}`, root), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Resolves when the serving build becomes `revision`. */
export function serves(rules: RunningRules, revision: string): Promise<void> {
  if (rules.current("live")?.revision === revision) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = rules.onChange((now) => {
      if (now.revision !== revision) return;
      stop();
      resolve();
    });
  });
}

export const revisionOf = ({ start, end }: Params): string => `${start}:${end}`;

function randomText(length: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join("");
}
