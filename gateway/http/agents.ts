import { hash } from "node:crypto";
import { Agent, type AgentOptions, type ClientRequest, type ClientRequestArgs } from "node:http";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { Socket } from "node:net";
import { LRUCache } from "lru-cache";
import type { Egress } from "../egress/egress.ts";
import { GatewayError } from "../errors.ts";
import { hearLastWords } from "./last-words.ts";
import type { Origin } from "./transport.ts";

/** Opens a connection to a destination through an egress. @throws GatewayError of source egress or upstream. */
export type Dial = (
  egress: Egress,
  destination: { readonly host: string; readonly port: number },
) => Promise<Socket>;

/** Pools of kept-alive upstream connections. */
export interface Agents {
  /**
   * The pool for one owner, egress and origin. Owners never share a socket: what one's answer left
   * in it would be another's (response-queue poisoning).
   */
  readonly get: (owner: string, egress: Egress, origin: Origin) => Agent;
  readonly close: () => void;
}

/** What pools are made of. */
export interface AgentsOptions {
  readonly dial: Dial;
  readonly maxPools: number;
  readonly tlsTimeoutMs: number;
  /** Counts connections that received bytes while nothing was asked on them. */
  readonly onPoisoned: () => void;
  /** The only certificate authorities trusted for upstreams, PEM; Node's own list without it. */
  readonly ca?: string;
}

/** Makes pools over a dialer; the least used are closed beyond `maxPools`. */
export function createAgents(options: AgentsOptions): Agents {
  const pools = new LRUCache<string, EgressAgent>({
    max: options.maxPools,
    dispose: (agent) => agent.retire(),
  });
  // By content and not by id alone: a proxy whose password changed is another way out.
  const egressKeys = new WeakMap<Egress, string>();
  const keyOf = (egress: Egress): string => {
    let key = egressKeys.get(egress);
    if (key === undefined) {
      key = hash("sha256", JSON.stringify(egress));
      egressKeys.set(egress, key);
    }
    return key;
  };
  return {
    get: (owner, egress, origin) => {
      const key = `${owner} ${keyOf(egress)} ${origin.protocol}//${origin.host}`;
      let agent = pools.get(key);
      if (agent === undefined) {
        agent = new EgressAgent(egress, origin, options);
        pools.set(key, agent);
      }
      return agent;
    },
    close: () => {
      const agents = [...pools.values()];
      pools.clear();
      for (const agent of agents) agent.destroy();
    },
  };
}

/** Closes the connections of a pool that no exchange is using. */
export function closeIdle(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
}

const KEEP_ALIVE: AgentOptions = {
  keepAlive: true,
  maxFreeSockets: 32,
  // Below the 5 s after which many servers close an idle connection; a request must not meet that moment.
  timeout: 4_000,
  scheduling: "lifo",
};

/** How much a connection had received when it became idle. */
const IDLE_AT = Symbol("idle at");
type PooledSocket = Duplex & { readonly bytesRead: number; [IDLE_AT]?: number | undefined };

/** Node closes an idle connection that receives bytes before anybody sees them; before version 26 it did not. */
function closeIfIdle(this: PooledSocket): void {
  if (this[IDLE_AT] !== undefined) this.destroy();
}

class EgressAgent extends Agent {
  protocol: string;
  defaultPort: number;
  readonly #egress: Egress;
  readonly #origin: Origin;
  readonly #options: AgentsOptions;
  #isRetired = false;
  readonly #onClose: (this: PooledSocket) => void;

  constructor(egress: Egress, origin: Origin, options: AgentsOptions) {
    super(KEEP_ALIVE);
    this.protocol = origin.protocol;
    this.defaultPort = origin.port;
    this.#egress = egress;
    this.#origin = origin;
    this.#options = options;
    const { onPoisoned } = options;
    this.#onClose = function countPoisoned(this: PooledSocket) {
      if (this.bytesRead > (this[IDLE_AT] ?? Infinity)) onPoisoned();
    };
  }

  /** Closes what is idle now, and the rest as soon as its exchange has ended. */
  retire(): void {
    this.#isRetired = true;
    closeIdle(this);
  }

  /** An idle connection that receives bytes is closed: they would be read as another request's answer. */
  override keepSocketAlive(socket: Duplex): boolean {
    if (this.#isRetired) return false;
    // eslint-disable-next-line @typescript-eslint/no-confusing-void-expression -- Node's type says void; it is whether the connection stays
    const isKept = super.keepSocketAlive(socket) as unknown as boolean;
    const pooled = socket as PooledSocket;
    if (isKept) pooled[IDLE_AT] = pooled.bytesRead;
    return isKept;
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    (socket as PooledSocket)[IDLE_AT] = undefined;
    super.reuseSocket(socket, request);
  }

  override createConnection(
    _options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#connect().then(
      (socket) => callback?.(null, socket),
      (error: unknown) => callback?.(error as Error, undefined as never),
    );
  }

  async #connect(): Promise<Socket> {
    const { hostname: host, port } = this.#origin;
    const socket = await this.#options.dial(this.#egress, { host, port });
    socket.setNoDelay(true);
    const connection = this.#origin.protocol === "https:" ? await this.#secure(socket) : socket;
    // Listeners for its whole life cost less than some for each idle time.
    connection.on("data", closeIfIdle).on("close", this.#onClose);
    hearLastWords(connection);
    return connection;
  }

  #secure(socket: Socket): Promise<Socket> {
    const { ca, tlsTimeoutMs } = this.#options;
    const secured = Promise.withResolvers<Socket>();
    const tls = connectTls({
      socket,
      servername: this.#origin.hostname,
      ALPNProtocols: ["http/1.1"],
      minVersion: "TLSv1.2",
      ...(ca !== undefined && { ca }),
    });
    const fail = (error: Error) => {
      tls.destroy();
      socket.destroy();
      secured.reject(error);
    };
    tls.setTimeout(tlsTimeoutMs, () =>
      fail(
        new GatewayError("UPSTREAM_TIMEOUT", "The TLS handshake with the upstream took too long."),
      ),
    );
    tls.once("error", (cause) =>
      fail(
        new GatewayError("UPSTREAM_UNREACHABLE", "The TLS handshake with the upstream failed.", {
          cause,
        }),
      ),
    );
    tls.once("secureConnect", () => {
      tls.setTimeout(0);
      secured.resolve(tls);
    });
    return secured.promise;
  }
}
