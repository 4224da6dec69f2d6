import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { test } from "node:test";
import { createAgents } from "../../gateway/http/agents.ts";
import { createCertificate, hasOpenssl } from "../support/certificates.ts";
import type { Cleanup } from "../support/cleanup.ts";

const skip = hasOpenssl() ? false : "there is no openssl command to make certificates with";

for (const [what, name, years, server, expected] of [
  ["a sound certificate", "localhost", [], {}, "200"],
  ["another name", "elsewhere.test", [], {}, "UPSTREAM_UNREACHABLE"],
  ["a wildcard that does not cover it", "*.localhost", [], {}, "UPSTREAM_UNREACHABLE"],
  ["an expired certificate", "localhost", [2020, 2021], {}, "UPSTREAM_UNREACHABLE"],
  ["TLS 1.1", "localhost", [], { maxVersion: "TLSv1.1" }, "UPSTREAM_UNREACHABLE"],
] as const) {
  test(`I04: an upstream with ${what} ends in ${expected}`, { skip }, async (t) => {
    const certificate = createCertificate(name, ...years);
    const minVersion = "TLSv1";
    const port = await listenTls(t, { ...certificate, ...server, minVersion });
    assert.equal(await outcomeOver(t, port, certificate.cert), expected);
  });
}

test("I04: an upstream whose authority nobody trusts ends in an error", { skip }, async (t) => {
  const port = await listenTls(t, createCertificate("localhost"));
  assert.equal(await outcomeOver(t, port, undefined), "UPSTREAM_UNREACHABLE");
});

async function listenTls(cleanup: Cleanup, options: ServerOptions): Promise<number> {
  const server = createTlsServer(options, (_request, response) => response.end("ok"));
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** The status a request over the gateway's own pools gets, or its error's code. */
async function outcomeOver(cleanup: Cleanup, port: number, ca: string | undefined) {
  const agents = createAgents({
    dial: async () => {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      return socket;
    },
    maxPools: 1,
    tlsTimeoutMs: 2000,
    onPoisoned: () => undefined,
    ...(ca !== undefined && { ca }),
  });
  cleanup.after(agents.close);
  const agent = agents.get(
    "",
    { id: "direct", kind: "direct" },
    { protocol: "https:", host: `localhost:${port}`, hostname: "localhost", port },
  );
  const request = httpRequest({ agent, protocol: "https:", host: "localhost", port });
  return new Promise<string>((resolve) => {
    request.on("response", (response) => {
      response.resume();
      resolve(String(response.statusCode));
    });
    request.on("error", (error) => resolve(String("code" in error ? error.code : error.message)));
    request.end();
  });
}
