import { createHash } from "node:crypto";
import { packClient } from "../client/package.ts";
import type { ControlApp } from "./control-plane.ts";

interface Packed {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** `GET /client.tgz`: the typed client for `npm install`, made when it is first asked for. */
export function clientRoutes(app: ControlApp): void {
  let packing: Promise<Packed> | undefined;
  const packed = (): Promise<Packed> => {
    packing ??= packClient().then((bytes) => ({
      bytes,
      etag: `"${createHash("sha256").update(bytes).digest("base64url")}"`,
    }));
    // What went wrong once may go well the next time.
    packing.catch(() => (packing = undefined));
    return packing;
  };
  app.get("/client.tgz", async (request, reply) => {
    const { bytes, etag } = await packed();
    void reply.headers({ "content-type": "application/gzip", etag });
    return request.headers["if-none-match"] === etag ? reply.code(304).send() : reply.send(bytes);
  });
}
