import { Type } from "typebox";
import { bytes, count, milliseconds, ORIGIN, section } from "./fields.ts";

/** Where clients connect. */
export const server = section("The listener that clients use.", {
  host: Type.String({
    default: "127.0.0.1",
    minLength: 1,
    restart: true,
    description: "Address to listen on; `0.0.0.0` or `::` for every interface.",
  }),
  port: port(8080),
  publicUrl: Type.Optional(
    Type.String({
      pattern: ORIGIN,
      restart: true,
      description: "Origin under which clients and browsers reach the gateway.",
    }),
  ),
  trustedProxies: Type.Array(Type.String({ minLength: 1 }), {
    default: [],
    restart: true,
    description: "Addresses or CIDR blocks whose `X-Forwarded-For` is believed.",
  }),
  tls: Type.Optional(
    Type.Object(
      {
        cert: Type.String({ path: true, description: "Certificate chain, PEM file." }),
        key: Type.String({ path: true, description: "Private key, PEM file." }),
      },
      {
        restart: true,
        description: "Serves HTTPS instead of HTTP; renewed files are taken while serving.",
      },
    ),
  ),
  maxConnections: count(10_000, "Client connections in all.", { restart: true }),
  maxConnectionsPerAddress: count(1_000, "Client connections from one address.", { restart: true }),
  headersTimeoutMs: milliseconds(10_000, "A request's head must be complete by then.", {
    restart: true,
  }),
  keepAliveTimeoutMs: milliseconds(65_000, "An idle client connection is closed after this.", {
    restart: true,
  }),
  maxHeaderBytes: bytes(16_384, "The whole header section of a request.", { restart: true }),
  maxHeaders: count(100, "Header lines of a request.", { restart: true }),
  maxTargetBytes: bytes(8_192, "Path and query of a request.", { restart: true }),
  drainTimeoutMs: milliseconds(30_000, "At shutdown, exchanges still running then are cut.", {
    restart: true,
  }),
});

/** Where operators and monitoring connect. */
export const admin = section("The listener of health checks, metrics and the admin API.", {
  host: Type.String({
    default: "127.0.0.1",
    minLength: 1,
    restart: true,
    description: "Address to listen on.",
  }),
  port: port(9464),
  metricsToken: Type.Optional(
    Type.String({
      minLength: 16,
      secret: true,
      restart: true,
      description: "Bearer token that `/metrics` then asks for.",
    }),
  ),
});

/** What is logged. */
export const log = section("The log: JSON lines on standard output.", {
  level: Type.Enum(["debug", "info", "warn", "error", "silent"], {
    default: "info",
    restart: true,
    description: "The least severe lines to write.",
  }),
});

function port(standard: number) {
  return Type.Integer({
    default: standard,
    minimum: 0,
    maximum: 65_535,
    restart: true,
    description: "Port to listen on; 0 takes a free one.",
  });
}
