import assert from "node:assert/strict";
import { once } from "node:events";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { connect, type TLSSocket } from "node:tls";
import { ConfigError } from "../../gateway/config/problem.ts";
import { createCertificate, hasOpenssl } from "../support/certificates.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { folderWith } from "../config/support.ts";
import { until } from "../end-to-end/until.ts";
import { startTestGateway } from "../support/gateway.ts";

const skip = hasOpenssl() ? false : "there is no openssl command to make certificates with";
const NAME = "gateway.test";

test(
  "a renewed certificate is served without a restart, a broken one never",
  { skip },
  async (t) => {
    const first = createCertificate(NAME);
    const second = createCertificate(NAME);
    const folder = folderWith(t, { "cert.pem": first.cert, "key.pem": first.key });
    const tls = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
    const gateway = await startTestGateway(t, { server: { tls } });
    assert.match(gateway.url, /^https:/);

    const early = await open(t, gateway.port, first.cert);
    const served = fingerprintOf(early);
    assert.equal(await statusOver(early), 401);

    await replace(tls.cert, "-----BEGIN CERTIFICATE-----\nhalf of a file");
    await until("a refusal", () => gateway.log().includes("cannot be served"));
    const meanwhile = await open(t, gateway.port, first.cert);
    assert.equal(fingerprintOf(meanwhile), served);

    // As certbot and Kubernetes do, one file after the other: the pair belongs together only at the end.
    await replace(tls.key, second.key);
    await replace(tls.cert, second.cert);
    await until("a renewal", () => gateway.log().includes("a renewed certificate is served"));
    const late = await open(t, gateway.port, second.cert);
    assert.notEqual(fingerprintOf(late), served);
    assert.equal(await statusOver(late), 401);
    assert.equal(await statusOver(early), 401, "connections that were open go on");
    assert.ok(!gateway.log().includes("PRIVATE KEY"));
  },
);

test("a key that does not belong to the certificate is refused at start", { skip }, async (t) => {
  const { cert } = createCertificate(NAME);
  const { key } = createCertificate(NAME);
  const folder = folderWith(t, { "cert.pem": cert, "key.pem": key });
  const tls = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  await assert.rejects(startTestGateway(t, { server: { tls } }), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, /cert\.pem.*cannot be served with .*key\.pem.*\n.*belongs to it/s);
    return true;
  });
  const missing = { cert: join(folder, "nowhere.pem"), key: tls.key };
  await assert.rejects(
    startTestGateway(t, { server: { tls: missing } }),
    /nowhere\.pem.*cannot be read/,
  );
});

async function open(cleanup: Cleanup, port: number, ca: string): Promise<TLSSocket> {
  const socket = connect({ port, host: "127.0.0.1", ca, servername: NAME });
  cleanup.after(() => {
    socket.destroy();
  });
  await once(socket, "secureConnect");
  return socket;
}

function fingerprintOf(socket: TLSSocket): string {
  return socket.getPeerCertificate().fingerprint256;
}

async function statusOver(socket: TLSSocket): Promise<number> {
  socket.write("GET /v2/account/whoami HTTP/1.1\r\nHost: gateway.test\r\n\r\n");
  const [chunk] = (await once(socket, "data")) as [Buffer];
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(chunk.toString("latin1"))?.[1]);
}

/** Puts a file in place whole, as tools that renew certificates do. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
