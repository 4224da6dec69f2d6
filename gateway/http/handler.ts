import type { IncomingMessage, ServerResponse } from "node:http";
import { GatewayError } from "../errors.ts";
import { ClientExchange } from "./client-exchange.ts";
import { complete } from "./complete.ts";
import type { Engine } from "./engine.ts";
import { createInFlight, type InFlight } from "./in-flight.ts";
import type { Shortage } from "./overload.ts";
import { answerRefusal } from "./refusal.ts";
import { RequestBody, sendContinue } from "./request-body.ts";
import type { ChainRoute, Router } from "./router.ts";
import { serve } from "./serve.ts";

/** What a generation must offer to serve exchanges; one lives at least as long as they do. */
export interface Serving {
  readonly number: number;
  readonly router: Router;
  readonly acquire: () => void;
  readonly release: () => void;
}

/** Everything that becomes of a request whose head is sound. */
export interface Handler {
  readonly handle: (req: IncomingMessage, res: ServerResponse) => void;
  readonly inFlight: InFlight;
}

/** Makes the handler that sends requests to their chain, or to the control plane where no chain serves the path. */
export function createHandler(options: {
  readonly engine: Engine;
  readonly current: () => Serving;
  readonly control: (req: IncomingMessage, res: ServerResponse, requestId: string) => void;
  readonly newRequestId: () => string;
  /** The client's address, a trusted proxy's word for it included. */
  readonly addressOf: (req: IncomingMessage) => string;
  /** What the process is short of, if new exchanges must be turned away. */
  readonly shortage: () => Shortage | undefined;
  readonly onShed: (shortage: Shortage) => void;
}): Handler {
  const { engine, current, control, newRequestId, addressOf, shortage, onShed } = options;
  const inFlight = createInFlight();

  function handle(req: IncomingMessage, res: ServerResponse): void {
    if (engine.isDraining()) res.shouldKeepAlive = false;
    const target = req.url ?? "/";
    const generation = current();
    const route = generation.router(target);
    if (route === undefined) {
      sendContinue(req, res);
      control(req, res, newRequestId());
      return;
    }
    const short = shortage();
    if (short !== undefined) {
      onShed(short);
      answerRefusal(res, overloaded(short), newRequestId());
      return;
    }
    generation.acquire();
    const exchange = createExchange(generation.number, route, target, req, res);
    inFlight.add(exchange);
    const served = serve(engine, route, exchange);
    res.on("close", () => leave(generation, exchange, served));
  }

  function leave(generation: Serving, exchange: ClientExchange, served: Promise<void>): void {
    if (!exchange.outlivesClient || exchange.res.writableFinished) end(generation, exchange);
    else void served.then(() => end(generation, exchange));
  }

  function end(generation: Serving, exchange: ClientExchange): void {
    if (!exchange.res.writableFinished) {
      exchange.cut(new GatewayError("CLIENT_CLOSED", "The client closed the connection."));
    }
    inFlight.remove(exchange);
    complete(engine.clock, engine.log, exchange.route, exchange);
    generation.release();
  }

  function createExchange(
    generation: number,
    route: ChainRoute,
    target: string,
    req: IncomingMessage,
    res: ServerResponse,
  ): ClientExchange {
    return new ClientExchange({
      id: newRequestId(),
      generation,
      route,
      target,
      remoteAddress: addressOf(req),
      startedAtMs: engine.clock.elapsed(),
      req,
      res,
      requestBody: new RequestBody(req, res, route.body, engine.replayBudget, engine.clock),
    });
  }

  return { handle, inFlight };
}

function overloaded(reason: Shortage): GatewayError {
  const what = reason === "lag" ? "time" : "memory";
  return new GatewayError("OVERLOADED", `The gateway is short of ${what}.`, {
    reason,
    retryAfterSeconds: 1,
  });
}
