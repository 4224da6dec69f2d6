import { createServer } from "node:http";
import { BIG_BYTES } from "../load.ts";
import { pageOfMessages } from "./rows.ts";
import { serve } from "./serve.ts";

// The smallest upstream that does all a round needs: a small answer, `/big` streamed, pages of messages.
const small = JSON.stringify({ id: 1, name: "bench", about: "x".repeat(200) });
const chunk = Buffer.alloc(65_536, "x");
const head = { "content-type": "application/json", "content-length": Buffer.byteLength(small) };

const pages: Record<string, Buffer> = {};

serve(
  createServer((req, res) => {
    req.resume();
    const rows = /\/chats\/(\d+)\/messages/.exec(req.url ?? "")?.[1];
    if (rows !== undefined) {
      const page = (pages[rows] ??= Buffer.from(
        pageOfMessages(Number(rows), `http://127.0.0.1:${req.socket.localPort ?? 0}`),
      ));
      const type = { "content-type": "application/json", "content-length": page.length };
      res.writeHead(200, type).end(page);
      return;
    }
    if (!req.url?.endsWith("/big")) {
      res.writeHead(200, head).end(small);
      return;
    }
    res.writeHead(200, { "content-length": BIG_BYTES });
    let left = BIG_BYTES;
    const push = () => {
      while (left > 0) {
        const piece = left < chunk.length ? chunk.subarray(0, left) : chunk;
        left -= piece.length;
        if (!res.write(piece)) return void res.once("drain", push);
      }
      res.end();
    };
    push();
  }),
);
