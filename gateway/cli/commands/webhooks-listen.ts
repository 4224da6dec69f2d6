import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { isSigned } from "../../webhooks/sign.ts";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { ownerOf, type OwnerOptions } from "../owner.ts";

interface ListenOptions extends OwnerOptions {
  readonly events: string;
  readonly count?: string;
}

interface Heard {
  readonly isVerified: boolean;
  readonly event: unknown;
}

const MAX_BYTES = 65_536;

/** `webhooks listen`: events as they come, on the machine of whoever develops an app. */
export function listenCommand(group: Command, cli: Cli): void {
  declare<ListenOptions>(group, cli, {
    usage: "listen",
    summary: "print the sandbox's events as they come, each checked, until interrupted",
    place: "gateway",
    options: [
      ["--environment <name>", "the sandbox: a live endpoint must be a public one", "sandbox"],
      ["--organization <id>", "whose events; the default organization's unless given"],
      ["--events <list>", "types of events, separated by commas", "*"],
      ["--count <n>", "stop after so many"],
    ],
    examples: ["webhooks listen", "webhooks listen --events connection.expired --count 1 --json"],
    run: async (_operands, options) => {
      const owner = ownerOf(options);
      if (owner.environment !== "sandbox")
        throw new CommandError(
          EXIT.refused,
          "Live events go to public https addresses alone. Listen to the sandbox, or add an endpoint with `webhooks add`.",
        );
      const gateway = await findGateway(cli, options);
      const ending = new AbortController();
      const heard: Heard[] = [];
      const enough = Number(options.count ?? Infinity);
      let secret = "";
      const server = createReceiver((headers, body) => {
        const isVerified = isSigned(secret, headers as Record<string, string>, body);
        const event: unknown = isVerified ? JSON.parse(body) : null;
        heard.push({ isVerified, event });
        if (options.json !== true) cli.print(lineOf({ isVerified, event }));
        if (heard.length >= enough) ending.abort();
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const endpoint = (await gateway.post("/admin/webhooks", {
        ...owner,
        url: `http://127.0.0.1:${port}/`,
        events: options.events.split(",").map((each) => each.trim()),
        description: "webhooks listen",
      })) as { readonly id: string; readonly secret: string };
      ({ secret } = endpoint);
      if (options.json !== true) cli.complain("Listening. Ctrl-C ends it.\n");
      try {
        await untilEnded(ending);
      } finally {
        await gateway.delete(`/admin/webhooks/${endpoint.id}`);
        server.close();
        server.closeAllConnections();
      }
      return { text: `${heard.length} events.`, data: { events: heard } };
    },
  });
}

function createReceiver(onBody: (headers: IncomingHttpHeaders, body: string) => void): Server {
  return createServer((request, response) => {
    if (Number(request.headers["content-length"] ?? 0) > MAX_BYTES) {
      response.writeHead(413).end();
      return;
    }
    text(request).then(
      (body) => {
        response.writeHead(204).end();
        onBody(request.headers, body);
      },
      () => response.destroy(),
    );
  });
}

function lineOf({ isVerified, event }: Heard): string {
  if (!isVerified) return "NOT SIGNED by this gateway: not shown\n";
  return `${JSON.stringify(event, null, 2)}\n`;
}

/** Resolves at an interrupt, or once it is aborted. */
async function untilEnded(ending: AbortController): Promise<void> {
  const end = () => ending.abort();
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  try {
    if (!ending.signal.aborted) await once(ending.signal, "abort");
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  }
}
