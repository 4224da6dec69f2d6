import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { dial } from "../../gateway/egress/dial.ts";
import { createAgents } from "../../gateway/http/agents.ts";
import { startConnectProxy, startSocksProxy } from "../support/egress-proxies.ts";

const made = makeCertificate("upstream.test");
const skip = made === undefined && "openssl, which makes the certificate, is not installed";

function makeCertificate(name: string): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), "countersign-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const options = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${name}`.split(" ");
  const names = ["-addext", `subjectAltName=DNS:${name}`];
  try {
    execFileSync("openssl", [...options, ...names, "-keyout", key, "-out", cert], {
      stdio: "ignore",
    });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test(
  "E21: TLS through a proxy is with the upstream, and trusts by our settings alone",
  { skip },
  async (t) => {
    const server = createServer({ ...made }, (_request, response) => response.end("hello"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;

    for (const proxy of [await startConnectProxy(t), await startSocksProxy(t)]) {
      const get = async (hostname: string, ca?: string): Promise<number | undefined> => {
        const agents = createAgents({
          dial: (egress, destination) =>
            dial(egress, destination, { timeoutMs: 5_000, clock: systemClock }),
          maxPools: 1,
          tlsTimeoutMs: 5_000,
          onPoisoned: () => undefined,
          ...(ca !== undefined && { ca }),
        });
        const origin = { protocol: "https:", host: `${hostname}:${port}`, hostname, port } as const;
        const agent = agents.get("conn_1", proxy.egress, origin);
        const answered = Promise.withResolvers<number | undefined>();
        const sent = request({ agent, protocol: "https:", hostname, port }, (message) => {
          message.resume().once("end", () => answered.resolve(message.statusCode));
        });
        sent.once("error", answered.reject).end();
        return answered.promise.finally(agents.close);
      };
      assert.equal(await get("upstream.test", made?.cert), 200, "the pinned authority");
      await assert.rejects(get("upstream.test"), { code: "UPSTREAM_UNREACHABLE" });
      await assert.rejects(get("other.test", made?.cert), { code: "UPSTREAM_UNREACHABLE" });
      await proxy.idle();
    }
  },
);
