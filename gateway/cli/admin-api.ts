import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadAdminToken } from "../admin/token.ts";
import { findFolderHolder } from "../store/folder-lock.ts";
import type { Cli, PlaceOptions } from "./command.ts";
import { CommandError, EXIT } from "./command-error.ts";
import { fetchWithin } from "./fetch-within.ts";
import { readHandOut } from "./hand-out.ts";
import { loadSettings } from "./read-config.ts";

/** The admin API of a running gateway. */
export interface AdminApi {
  readonly url: string;
  /** @throws CommandError if the gateway cannot be reached, refuses, or fails. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<unknown>;
  /** @throws CommandError likewise. */
  readonly post: (path: string, body?: object) => Promise<unknown>;
  readonly patch: (path: string, body: object) => Promise<unknown>;
  readonly delete: (path: string) => Promise<unknown>;
  /** The answer as it comes, without a deadline, for what is as long as it is. @throws CommandError likewise. */
  readonly open: (path: string, sent?: Sent) => Promise<Readable>;
}

/** What is sent as it comes. */
interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
}

const ANSWER_WITHIN_MS = 30_000;

/**
 * Finds the gateway that holds the data folder, or the one at `--admin-url`, with the data folder's
 * token. The configuration is read only for what is told nowhere else: it may be broken just now.
 * @throws CommandError `unreachable` if none runs there; ConfigError.
 */
export async function findGateway(cli: Cli, options: PlaceOptions): Promise<AdminApi> {
  const { adminUrl } = options;
  const dataDir = await dataFolder(cli, options);
  if (adminUrl !== undefined)
    return createAdminApi(origin(adminUrl), await tokenIn(dataDir, cli), cli);
  // A hand-out of a gateway that was killed names a port that may be anybody's now.
  if (!isHeld(dataDir)) throw notRunning(dataDir);
  const url = (await readHandOut(dataDir))?.adminUrl ?? (await configuredUrl(cli, options));
  return createAdminApi(url, await tokenIn(dataDir, cli), cli);
}

/** Whether a gateway runs on a data folder. @throws CommandError if the folder cannot be read. */
export function isHeld(dataDir: string): boolean {
  try {
    return findFolderHolder(dataDir) !== undefined;
  } catch (cause) {
    throw new CommandError(
      EXIT.refused,
      `The data folder ${dataDir} cannot be opened. Run this as the gateway's user.`,
      cause,
    );
  }
}

/** The data folder that is meant; the configuration is read only if nothing else tells. @throws ConfigError */
export async function dataFolder(cli: Cli, options: PlaceOptions): Promise<string> {
  const told = options.dataDir ?? cli.env["DATA_DIR"] ?? "";
  return told === "" ? (await loadSettings(cli, options)).dataDir : resolve(told);
}

async function configuredUrl(cli: Cli, options: PlaceOptions): Promise<string> {
  const { host, port } = (await loadSettings(cli, options)).admin;
  return `http://${hostInUrl(host)}:${port}`;
}

/** An address as URLs have it. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function createAdminApi(url: string, token: string, { clock }: Cli): AdminApi {
  const authorized = (init: RequestInit): RequestInit => ({
    ...init,
    redirect: "error",
    headers: { ...(init.headers as object | undefined), authorization: `Bearer ${token}` },
  });
  const ask = async (
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> => {
    const init = authorized({
      method,
      headers,
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    const answer = await fetchWithin(clock, ANSWER_WITHIN_MS, `${url}${path}`, init).catch(
      (cause: unknown) => {
        throw noAnswer(url, cause);
      },
    );
    const data: unknown = await answer.json().catch(() => undefined);
    // Readiness answers 503 with what it found.
    if (answer.ok || path === "/readyz") return data;
    throw refusal(url, answer.status, data);
  };
  return {
    url,
    get: (path, headers) => ask("GET", path, undefined, headers),
    post: (path, body) => ask("POST", path, body),
    patch: (path, body) => ask("PATCH", path, body),
    delete: (path) => ask("DELETE", path),
    open: async (path, { body, ...head } = {}) => {
      const streamed = body && { body: Readable.toWeb(body), duplex: "half" };
      const init = { ...head, ...streamed } as RequestInit;
      const answer = await fetch(`${url}${path}`, authorized(init)).catch((cause: unknown) => {
        throw noAnswer(url, cause);
      });
      if (answer.ok) return readable(answer);
      throw refusal(url, answer.status, await answer.json().catch(() => undefined));
    },
  };
}

function readable({ body }: Response): Readable {
  return body === null ? Readable.from([]) : Readable.fromWeb(body as ReadableStream);
}

/** The query of a path, from options that were given. */
export function queryOf(members: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(members).filter((member): member is [string, string] => {
    return member[1] !== undefined;
  });
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

function noAnswer(url: string, cause: unknown): CommandError {
  return new CommandError(
    EXIT.unreachable,
    `No gateway answers at ${url}. See that it runs, or name its admin listener with --admin-url.`,
    cause,
  );
}

function refusal(url: string, status: number, data: unknown): CommandError {
  const { detail, nextActions = [] } = (data ?? {}) as {
    readonly detail?: string;
    readonly nextActions?: readonly string[];
  };
  if (status === 401)
    return new CommandError(
      EXIT.refused,
      `The gateway at ${url} does not know the admin token of this data folder. Name its own with --data-dir.`,
    );
  const exitCode = status >= 500 ? EXIT.unexpected : EXIT.refused;
  const said = detail ?? `The gateway answered with status ${status}.`;
  // What the detail says already is not said twice.
  const remedies = nextActions.filter((remedy) => !said.includes(remedy));
  return new CommandError(exitCode, [said, ...remedies].join(" "));
}

async function tokenIn(dataDir: string, { clock }: Cli): Promise<string> {
  if (!existsSync(join(dataDir, "admin.token"))) throw notRunning(dataDir);
  try {
    return await loadAdminToken(dataDir, clock);
  } catch (error) {
    throw new CommandError(EXIT.refused, error instanceof Error ? error.message : String(error));
  }
}

function notRunning(dataDir: string): CommandError {
  return new CommandError(
    EXIT.unreachable,
    `No gateway runs on the data folder ${dataDir}. Start it, or say which one is meant with --data-dir or --config.`,
  );
}

function origin(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.origin;
  throw new CommandError(EXIT.refused, `"${text}" is no URL. Write --admin-url http://host:port.`);
}
