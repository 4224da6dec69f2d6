import { readFile } from "node:fs/promises";
import type { EnvironmentName } from "../environments.ts";
import type { SigningFacts } from "../rules/rules.ts";
import { hostInUrl, isHeld } from "./admin-api.ts";
import type { Cli, PlaceOptions } from "./command.ts";
import { CommandError, EXIT } from "./command-error.ts";
import { fetchPinned, isUntrusted, UNTRUSTED } from "./fetch-pinned.ts";
import { readHandOut } from "./hand-out.ts";
import { knownBuilds, readRulesFile, withOfflineRules, type RulesFile } from "./offline-rules.ts";
import { loadSettings } from "./read-config.ts";

/** Header fields that sign one request, and the build they were made with. */
export interface SignedRequest {
  readonly revision: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const ANSWER_WITHIN_MS = 10_000;

/** Signs with a rules file, or with the newest build that the data folder and the rules folder have. @throws CommandError */
export async function signOffline(
  cli: Cli,
  options: PlaceOptions & { readonly rules?: string },
  environment: EnvironmentName,
  facts: SigningFacts,
): Promise<SignedRequest> {
  const { rules: file } = options;
  const { dataDir, rules } = await loadSettings(cli, options);
  const documents: readonly RulesFile[] =
    file === undefined
      ? await knownBuilds({ rulesDir: rules.dir, dataDir }, environment)
      : [await readRulesFile(file)];
  const place = { rulesDir: rules.dir, environment, clock: cli.clock };
  return withOfflineRules(place, async (registry) => {
    for (const { source, text } of documents) await registry.offer(environment, source, text);
    const build = registry.current(environment);
    if (build !== undefined) return { revision: build.revision, headers: build.sign(facts).set };
    const [rejection] = registry.rejections(environment);
    throw new CommandError(
      EXIT.refused,
      rejection === undefined
        ? `There are no ${environment} rules in ${dataDir} or ${rules.dir}.`
        : `${rejection.source}: ${rejection.place} ${rejection.reason}`,
    );
  });
}

/** Asks the running gateway, with a key from a file or the sandbox's own. @throws CommandError */
export async function signRunning(
  cli: Cli,
  options: PlaceOptions & { readonly apiKeyFile?: string },
  facts: SigningFacts,
): Promise<SignedRequest> {
  const { dataDir, server } = await loadSettings(cli, options);
  const handOut = isHeld(dataDir) ? await readHandOut(dataDir) : undefined;
  const apiKey =
    options.apiKeyFile === undefined ? handOut?.apiKey : await readKey(options.apiKeyFile);
  if (apiKey === undefined)
    throw new CommandError(
      EXIT.refused,
      "Name a file with an API key of scope RULES: --api-key-file <file>.",
    );
  const url =
    handOut?.baseUrl ??
    `${server.tls === undefined ? "http" : "https"}://${hostInUrl(server.host)}:${server.port}`;
  const asked = {
    method: "POST",
    headers: { apikey: apiKey, "content-type": "application/json" },
    body: JSON.stringify({ endpoint: facts.path, time: facts.time, user_id: facts.userId }),
  };
  const answer = await fetchPinned(
    cli.clock,
    ANSWER_WITHIN_MS,
    `${url}/v2/dynamic-rules/sign`,
    asked,
    server.tls?.cert,
  ).catch((cause: unknown) => {
    throw isUntrusted(cause)
      ? new CommandError(EXIT.refused, `At ${url} ${UNTRUSTED.found}. ${UNTRUSTED.remedy}`, cause)
      : new CommandError(EXIT.unreachable, `No gateway answers at ${url}.`, cause);
  });
  const said = (await answer.json().catch(() => ({}))) as {
    readonly signed?: Readonly<Record<string, string>>;
    readonly detail?: string;
  };
  if (answer.ok && said.signed !== undefined) return { revision: undefined, headers: said.signed };
  throw new CommandError(
    answer.status >= 500 ? EXIT.unexpected : EXIT.refused,
    said.detail ?? `The gateway answered with status ${answer.status}.`,
  );
}

async function readKey(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (cause) {
    throw new CommandError(EXIT.refused, `The key file ${file} cannot be read.`, cause);
  }
}
