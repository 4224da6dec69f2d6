import type { IncomingMessage, ServerResponse } from "node:http";
import { answerApi } from "./api.ts";
import { answerFile } from "./media/files.ts";
import { Refusal } from "./refusal.ts";
import { json, text, type Reply } from "./reply.ts";
import { answerScript, isScript } from "./script/script.ts";
import { playAnswerFault } from "./script/answer-faults.ts";
import { playEdgeFault, tooManyRequests } from "./script/edge-faults.ts";
import { isAnswerFault } from "./script/faults.ts";
import type { Verdict } from "./script/logbook.ts";
import { send } from "./send.ts";
import { answerSite } from "./site/site.ts";
import { timeOf, type Stage } from "./stage.ts";
import { hashedUser, userHash } from "./sessions/user-hash.ts";
import { answerBucket } from "./uploads/bucket.ts";
import { answerConverter } from "./uploads/converter.ts";

/** The listener of a stage: scripts are obeyed at once, everything else goes through latency, limits and faults. */
export function createHandler(
  stage: Stage,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const target = request.url ?? "/";
    const done = isScript(target)
      ? answerScript(stage, request, target).then((reply) => {
          send(reply, request, response);
        })
      : handle(stage, target, request, response);
    done.catch((cause: unknown) => {
      stage.log.warn({ err: cause }, "The sandbox could not answer a request.");
      request.socket.destroy();
    });
  };
}

async function handle(
  stage: Stage,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { clock, logbook, traffic } = stage;
  const entry = logbook.arrived(request, timeOf(stage));
  const latencyMs = traffic.latencyMs(target);
  if (latencyMs > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, latencyMs));

  const fault = stage.faults.take(target);
  if (fault !== undefined && !isAnswerFault(fault.kind)) {
    logbook.settle(entry, `fault:${fault.kind}`);
    const reply = playEdgeFault(fault.kind, request);
    if (reply !== undefined) send(reply, request, response);
    return;
  }
  if (traffic.isOverLimit(request.socket.remoteAddress ?? "", timeOf(stage))) {
    logbook.settle(entry, "rate-limited");
    send(tooManyRequests(), request, response);
    return;
  }

  const [reply, verdict] = await answer(stage, target, request);
  if (fault !== undefined && isAnswerFault(fault.kind)) {
    logbook.settle(entry, `fault:${fault.kind}`);
    const { everyMs } = fault;
    await playAnswerFault(fault.kind, reply, request.socket, { clock, everyMs });
  } else {
    logbook.settle(entry, verdict);
    send(reply, request, response);
  }
}

async function answer(
  stage: Stage,
  target: string,
  request: IncomingMessage,
): Promise<readonly [Reply, Verdict]> {
  try {
    if (target.startsWith("/api2/v2/")) {
      const [reply, refusal] = await answerApi(stage, request, target);
      return [reply, refusal?.reason ?? "answered"];
    }
    const hashed = hashedUser(target);
    if (hashed !== undefined)
      return byStatus(text(userHash(stage.seed, hashed), "text/plain", 200));
    if (target.startsWith("/files/") || target.startsWith("/public/"))
      return byStatus(answerFile(stage, target, request.headers, timeOf(stage)));
    if (target.startsWith("/bucket/")) return byStatus(await answerBucket(stage, request, target));
    if (target === "/file/upload" && request.method === "POST")
      return byStatus(await answerConverter(stage, request));
    const page = await answerSite(stage, request, target);
    if (page !== undefined) return byStatus(page);
    return byStatus(text("Not found", "text/plain", 404));
  } catch (thrown) {
    if (thrown instanceof Refusal) return [json(thrown.body, thrown.status), thrown.reason];
    // A client that left mid-body; there is nobody to answer.
    if (request.destroyed) return [text("", "text/plain", 400), "aborted"];
    throw thrown;
  }
}

function byStatus(reply: Reply): readonly [Reply, Verdict] {
  if (reply.status < 400) return [reply, "answered"];
  return [reply, reply.status === 404 ? "not-found" : "invalid"];
}
