import { setTimeout as pause } from "node:timers/promises";
import { always, type Script } from "../support/scripted-origin.ts";
import { get, request } from "./ask.ts";

/** An upstream that answers wrongly, and what the client must get for it. */
export interface UpstreamCase {
  readonly id: string;
  readonly title: string;
  readonly script: Script;
  /** What the client sends; a GET unless given. */
  readonly request?: (target: string) => string;
  /** Codes of errors the client may get; with none, the upstream's own status must arrive. */
  readonly codes?: readonly string[];
  readonly status?: number;
}

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const INVALID = ["UPSTREAM_INVALID"];

const INVALID_HEADS: readonly (readonly [id: string, title: string, bytes: string])[] = [
  ["B32", "a status of 000", "HTTP/1.1 000 Z\r\nContent-Length: 0\r\n\r\n"],
  ["B33", "a status below 100", "HTTP/1.1 099 Z\r\nContent-Length: 0\r\n\r\n"],
  ["B34", "a status beyond 599", "HTTP/1.1 999 Z\r\nContent-Length: 0\r\n\r\n"],
  ["B37", "a 101 nobody asked for, with a body", "HTTP/1.1 101 S\r\nContent-Length: 2\r\n\r\nok"],
  [
    "B38",
    "both framings at once",
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ],
  ["B39", "two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokk"],
  ["B40", "a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\n"],
  ["B41", "garbage", "\x00\x01garbage\r\n\r\n"],
  ["B42", "another HTTP version", "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok"],
  ["B44", "bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"],
  ["B45", "a field of 64 KiB", `HTTP/1.1 200 OK\r\nX: ${"a".repeat(65_536)}\r\n\r\n`],
  ["B63", "500 fields", `HTTP/1.1 200 OK\r\n${"X: 1\r\n".repeat(500)}Content-Length: 2\r\n\r\nok`],
  [
    "B63",
    "a field name that is no token",
    "HTTP/1.1 200 OK\r\nX Y: 1\r\nContent-Length: 0\r\n\r\n",
  ],
];

/** Answers that are refused for their head, then those that are wrong in other ways. */
export const UPSTREAM_CASES: readonly UpstreamCase[] = [
  ...INVALID_HEADS.map(([id, what, bytes]) => ({
    id,
    title: `${what} becomes an error of the upstream`,
    script: always(bytes),
    codes: INVALID,
  })),
  {
    id: "B35",
    title: "a control character in the reason never reaches the client",
    script: always("HTTP/1.1 200 a\x01b\r\nContent-Length: 2\r\n\r\nok"),
    status: 200,
    codes: INVALID,
  },
  {
    id: "B36",
    title: "an unsolicited 101 with an upgrade becomes an error and does not hang",
    script: always("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
    codes: INVALID,
  },
  {
    id: "B43",
    title: "a folded field is unfolded or refused",
    script: always("HTTP/1.1 200 OK\r\nX-Up: a\r\n b\r\nContent-Length: 2\r\n\r\nok"),
    status: 200,
    codes: INVALID,
  },
  {
    id: "B46",
    title: "a flood of early hints ends in the answer or an error",
    script: always("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(2000) + OK),
    status: 200,
    codes: INVALID,
  },
  {
    id: "B47",
    title: "an upstream that closes before any byte is named",
    script: async (peer) => {
      await peer.head();
      peer.end();
    },
    codes: ["UPSTREAM_CLOSED"],
  },
  {
    id: "B47",
    title: "an upstream that resets before any byte is named",
    script: async (peer) => {
      await peer.head();
      peer.reset();
    },
    codes: ["UPSTREAM_CLOSED"],
  },
  {
    id: "B48",
    title: "an upstream that never answers is given up at the head deadline",
    script: async (peer) => {
      await peer.head();
    },
    codes: ["UPSTREAM_TIMEOUT"],
  },
  {
    id: "B49",
    title: "a dripped head is given up at the same deadline",
    script: async (peer) => {
      await peer.head();
      for (const byte of `HTTP/1.1 200 OK\r\nX: ${"a".repeat(500)}`) {
        if (peer.socket.destroyed) return;
        await peer.send(byte);
        await pause(20);
      }
    },
    codes: ["UPSTREAM_TIMEOUT"],
  },
  {
    id: "B52",
    title: "body bytes after a 204 reach nobody",
    script: always("HTTP/1.1 204 No Content\r\n\r\nsurprise"),
    status: 204,
    codes: INVALID,
  },
  {
    id: "B53",
    title: "a 304 keeps its length and is not waited for",
    script: always("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: x\r\n\r\n"),
    status: 304,
  },
  {
    id: "B53",
    title: "the answer to a HEAD keeps its length and is not waited for",
    script: always("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
    request: (target) => request("HEAD", target),
    status: 200,
  },
  {
    id: "B59",
    title: "a redirect to an inner address is passed on and never followed",
    script: always(
      "HTTP/1.1 302 F\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
    ),
    request: (target) => get(target),
    status: 302,
  },
];
