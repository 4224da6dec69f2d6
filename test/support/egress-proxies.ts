import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { once } from "node:events";
import type { Egress } from "../../gateway/egress/egress.ts";
import type { Cleanup } from "./cleanup.ts";

/** What a proxy does instead of its work: a place where it stops, or bytes it answers with. */
export type ProxyFault =
  | { readonly stallAt: "greeting" | "auth" | "reply" }
  | {
      readonly answer: string | Buffer;
      readonly inSlicesOf?: number;
      readonly thenTunnel?: boolean;
    }
  | { readonly closeAt: "greeting" | "reply" };

/** An outbound proxy on loopback whose faults are switched while it runs. */
export interface TestProxy {
  readonly egress: Egress;
  fault: ProxyFault | undefined;
  /** What it was asked for, as `host:port`. */
  readonly destinations: string[];
  /** Heads and credentials as they arrived. */
  readonly received: string[];
  /** How often its fault was come to. */
  readonly faults: number;
  /** Resolves when it has been come to so often. */
  readonly faulted: (count: number) => Promise<void>;
  readonly openSockets: () => number;
  /** Resolves when no client is connected. */
  readonly idle: () => Promise<void>;
}

interface Running extends TestProxy {
  faults: number;
  readonly fail: () => true;
  readonly sockets: Set<Socket>;
}

type Credentials = Readonly<Record<"username" | "password", string>>;

/** Starts an HTTP CONNECT proxy that closes with the test. */
export function startConnectProxy(t: Cleanup, credentials?: Credentials): Promise<TestProxy> {
  const wanted =
    credentials &&
    `basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
  return start(t, "connect", credentials, (client, proxy) => {
    onHead(client, (head, rest) => {
      proxy.received.push(head);
      const { fault } = proxy;
      const authority = /^CONNECT (\S+) /.exec(head)?.[1] ?? "";
      proxy.destinations.push(authority);
      if (fault !== undefined) proxy.fail();
      if (fault !== undefined && "stallAt" in fault) return;
      if (fault !== undefined && "closeAt" in fault) client.end();
      else if (fault !== undefined) answer(client, fault, authority);
      else if (wanted !== undefined && !head.toLowerCase().includes(wanted.toLowerCase()))
        client.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      else tunnel(client, authority, "HTTP/1.1 200 Connection established\r\n\r\n", rest);
    });
  });
}

/** Starts a SOCKS5 proxy (RFC 1928, RFC 1929) that closes with the test. */
export function startSocksProxy(t: Cleanup, credentials?: Credentials): Promise<TestProxy> {
  return start(t, "socks5", credentials, (client, proxy) => {
    const { fault } = proxy;
    const stalls = (at: string) =>
      fault !== undefined && "stallAt" in fault && fault.stallAt === at && proxy.fail();
    const closes = (at: string) =>
      fault !== undefined && "closeAt" in fault && fault.closeAt === at;
    let step: "greeting" | "auth" | "request" | "done" = "greeting";
    client.on("data", (chunk: Buffer) => {
      if (step === "greeting") {
        if (stalls("greeting")) return;
        if (closes("greeting")) return void client.end();
        if (fault !== undefined && "answer" in fault) return void client.write(fault.answer);
        client.write(Buffer.from([5, credentials === undefined ? 0 : 2]));
        step = credentials === undefined ? "request" : "auth";
      } else if (step === "auth") {
        if (stalls("auth")) return;
        const nameLength = chunk[1] ?? 0;
        const name = chunk.toString("utf8", 2, 2 + nameLength);
        const password = chunk.toString("utf8", 3 + nameLength);
        proxy.received.push(`${name}:${password}`);
        const isRight = name === credentials?.username && password === credentials.password;
        client.write(Buffer.from([1, isRight ? 0 : 1]));
        step = "request";
      } else if (step === "request") {
        const destination = socksDestination(chunk);
        proxy.destinations.push(destination);
        if (stalls("reply")) return;
        if (closes("reply")) return void client.end();
        step = "done";
        client.removeAllListeners("data");
        const reply = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        const refused = Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0]);
        tunnel(client, destination, reply, Buffer.alloc(0), refused);
      }
    });
  });
}

async function start(
  t: Cleanup,
  kind: "connect" | "socks5",
  credentials: Credentials | undefined,
  serve: (client: Socket, proxy: Running) => void,
): Promise<TestProxy> {
  const server: Server = createServer((client) => {
    proxy.sockets.add(client);
    client.on("error", () => undefined);
    client.on("close", () => {
      proxy.sockets.delete(client);
      if (proxy.sockets.size === 0) server.emit("idle");
    });
    serve(client, proxy);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const proxy: Running = {
    egress: { id: `test-${kind}`, kind, host: "127.0.0.1", port, ...credentials },
    fault: undefined,
    destinations: [],
    received: [],
    faults: 0,
    fail: () => {
      proxy.faults += 1;
      server.emit("fault");
      return true;
    },
    faulted: async (count) => {
      while (proxy.faults < count) await once(server, "fault");
    },
    sockets: new Set(),
    openSockets: () => proxy.sockets.size,
    idle: async () => {
      if (proxy.sockets.size > 0) await once(server, "idle");
    },
  };
  t.after(() => {
    for (const socket of proxy.sockets) socket.destroy();
    server.close();
  });
  return proxy;
}

function onHead(client: Socket, then: (head: string, rest: Buffer) => void): void {
  let received: Buffer = Buffer.alloc(0);
  client.on("data", function read(chunk: Buffer) {
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf("\r\n\r\n");
    if (end < 0) return;
    client.off("data", read);
    then(received.toString("latin1", 0, end), received.subarray(end + 4));
  });
}

function answer(
  client: Socket,
  fault: Extract<ProxyFault, { answer: unknown }>,
  authority: string,
): void {
  const bytes = Buffer.from(fault.answer as string, "latin1");
  if (fault.thenTunnel === true) {
    tunnel(client, authority, bytes, Buffer.alloc(0));
    return;
  }
  const size = fault.inSlicesOf ?? bytes.length;
  for (let at = 0; at < bytes.length; at += size) client.write(bytes.subarray(at, at + size));
}

function tunnel(
  client: Socket,
  authority: string,
  greeting: string | Buffer,
  rest: Buffer,
  refused?: Buffer,
): void {
  const at = authority.lastIndexOf(":");
  // Names end in loopback here, so that a test sees whether a name was left to the proxy.
  const upstream = connect(Number(authority.slice(at + 1)), "127.0.0.1");
  upstream.on("connect", () => {
    client.write(greeting);
    upstream.write(rest);
    client.pipe(upstream).pipe(client);
  });
  upstream.on("error", () => (refused === undefined ? client.destroy() : client.end(refused)));
  client.on("close", () => upstream.destroy());
}

function socksDestination(request: Buffer): string {
  const type = request[3];
  if (type === 3) {
    const length = request[4] ?? 0;
    return `${request.toString("latin1", 5, 5 + length)}:${request.readUInt16BE(5 + length)}`;
  }
  if (type === 4) return `[ipv6]:${request.readUInt16BE(20)}`;
  return `${[...request.subarray(4, 8)].join(".")}:${request.readUInt16BE(8)}`;
}
