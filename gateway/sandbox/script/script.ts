import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { parseObject, readBody } from "../read-body.ts";
import { notFound, Refusal } from "../refusal.ts";
import { empty, json, type Reply } from "../reply.ts";
import { resetStage, type Stage } from "../stage.ts";
import { splitTarget } from "../target.ts";
import * as read from "./read.ts";
import { readScheme } from "./read-scheme.ts";

type Body = Readonly<Record<string, unknown>>;
type Command = (stage: Stage, body: Body, query: URLSearchParams) => unknown;

const PREFIX = "/_sandbox/";
const MAX_BODY_BYTES = 65_536;
const TEN_MINUTES_MS = 600_000;

/** Everything a script can ask or do; what it answers is sent as JSON. */
const COMMANDS: Readonly<Record<string, Command>> = {
  "GET rules.json": (stage) => stage.builds.published(),
  "GET rules/current": (stage) => stage.builds.newest(),
  "POST rotate": (stage, body) =>
    stage.builds.rotate(stage.clock.now(), {
      publish: read.flag(body, "publish", true),
      graceMs: read.number(body, "graceMs", 0, 0, Number.MAX_SAFE_INTEGER),
    }),
  "POST publish": (stage) => stage.builds.publish(),
  "POST scheme": (stage, body) => {
    stage.scheme = readScheme(body);
    return { success: true };
  },
  "POST clock": (stage, body) => {
    const furthest = 100 * 365 * 86_400_000;
    stage.clockOffsetMs = read.number(body, "offsetMs", undefined, -furthest, furthest);
    return { success: true };
  },
  "POST latency": (stage, body) => {
    const ms = read.number(body, "ms", undefined, 0, TEN_MINUTES_MS);
    stage.traffic.setLatency(ms, read.text(body, "path", "/"));
    return { success: true };
  },
  "POST rate-limit": (stage, body) => {
    const isOff = (body["perMinute"] ?? null) === null;
    stage.traffic.setLimit(isOff ? undefined : read.number(body, "perMinute", undefined, 0, 1e9));
    return { success: true };
  },
  "POST fault": (stage, body) => {
    const fault = {
      kind: read.faultKind(body, "kind"),
      path: read.text(body, "path", "/"),
      everyMs: read.number(body, "everyMs", 50, 0, TEN_MINUTES_MS),
    };
    return { success: stage.faults.arm(fault, read.number(body, "times", 1, 1, 1e9)) };
  },
  "POST credentials": (stage, body) => {
    const { password, code } = stage.credentials;
    stage.credentials = {
      password: read.text(body, "password", password),
      code: read.text(body, "code", code),
    };
    return { success: true };
  },
  "POST session": changeSession,
  // What a browser of the account's owner holds, to try handing it over.
  "GET session": (stage, _body, query) =>
    stage.accounts[read.accountName({ account: query.get("account") }, "account")],
  "POST reset": (stage) => {
    resetStage(stage);
    return { success: true };
  },
  "GET log": (stage, _body, query) => ({
    list: stage.logbook.recent(Number(query.get("limit") ?? 100)),
  }),
  "GET counters": (stage) => ({ ...stage.logbook.counts(), openSockets: stage.openSockets() }),
};

/** Whether a target is a script's. */
export function isScript(target: string): boolean {
  return target.startsWith(PREFIX);
}

/** Obeys a script, which only this machine may send. */
export async function answerScript(
  stage: Stage,
  request: IncomingMessage,
  target: string,
): Promise<Reply> {
  try {
    if (!isLoopback(request.socket.remoteAddress))
      throw new Refusal("invalid", 403, "Scripts are taken from this machine only");
    const [name, query] = splitTarget(target.slice(PREFIX.length));
    const command = Object.entries(COMMANDS).find(
      ([key]) => key === `${request.method ?? ""} ${name}`,
    );
    if (command === undefined)
      throw notFound(`No such command; there are: ${Object.keys(COMMANDS).join(", ")}`);
    const content = (await readBody(request, MAX_BODY_BYTES)).toString();
    const body = content === "null" ? {} : parseObject(Buffer.from(content));
    return withEtag(json(command[1](stage, body, new URLSearchParams(query))), request);
  } catch (thrown) {
    if (thrown instanceof Refusal) return json(thrown.body, thrown.status);
    throw thrown;
  }
}

function changeSession(stage: Stage, body: Body): unknown {
  const account = read.accountName(body, "account");
  const action = read.oneOf(body, "action", ["expire", "challenge", "restore", "refresh-cookies"]);
  if (action === "restore") stage.sessions.restore(account);
  for (const session of stage.sessions.ofUser(stage.world.accountIds[account])) {
    if (action === "expire") session.state = "dead";
    if (action === "challenge" && session.state === "alive") session.state = "challenged";
    if (action === "refresh-cookies") session.freshCookiesFrom = 0;
  }
  return { success: true };
}

function withEtag(reply: Reply, request: IncomingMessage): Reply {
  const content = reply.body?.read(0, reply.body.bytes) ?? Buffer.alloc(0);
  const etag = `"${createHash("sha256").update(content).digest("hex").slice(0, 32)}"`;
  const headers = { ...reply.headers, etag, "cache-control": "no-cache" };
  return request.headers["if-none-match"] === etag ? empty(304, { etag }) : { ...reply, headers };
}

function isLoopback(address = ""): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(address);
}
