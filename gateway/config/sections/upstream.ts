import { Type } from "typebox";
import { COUNTRY, count, milliseconds, NAME, ORIGIN, section } from "./fields.ts";

const feed = Type.Object({
  enabled: Type.Boolean({
    default: true,
    description:
      "Whether it is asked; while it is not, what `${env:…}` and `${file:…}` in it name need not be there.",
  }),
  description: Type.Optional(
    Type.String({ maxLength: 200, description: "Whose feed it is, for people." }),
  ),
  url: Type.String({
    pattern: "^(https?://[^/?#@]+([/?#].*)?|file:///.+)$",
    description: "Address of a rules document in any community format.",
  }),
  headers: Type.Record(
    Type.String({ pattern: "^[A-Za-z0-9-]+$" }),
    Type.String({ secret: true, description: "Value of a request header." }),
    { default: {}, description: "Request headers, such as an API key." },
  ),
  intervalMs: milliseconds(300_000, "How often to ask; each wait varies a little.", {
    minimum: 1_000,
  }),
  allowHttp: Type.Boolean({
    default: false,
    description: "Accepts `http://` beyond this machine, where anyone on the way can alter it.",
  }),
  signedBy: Type.Optional(
    Type.Object(
      {
        keys: Type.Array(
          Type.String({
            pattern: "^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$",
            description: "An Ed25519 public key, as `rules endorse` prints it.",
          }),
          { minItems: 1, maxItems: 16, description: "Who may sign." },
        ),
        needed: Type.Integer({
          minimum: 1,
          default: 1,
          description: "How many of them must have signed a document.",
        }),
      },
      { description: "Takes documents in an envelope that these have signed, and nothing else." },
    ),
  ),
});

/** The upstream worlds. */
export const environments = section(
  "The upstream worlds; keys and connections belong to one.",
  {
    sandbox: section("The built-in pretend upstream, offline and deterministic.", {
      enabled: Type.Boolean({
        default: true,
        description: "Whether the sandbox runs; `on` or `off` outside of the file.",
      }),
      feed: Type.Boolean({ default: true, description: "Whether its own rules are followed." }),
      origin: Type.Optional(
        Type.String({ pattern: ORIGIN, description: "Another upstream in place of the built-in." }),
      ),
      allowedOrigins: allowedOrigins(),
      scheme: scheme(),
    }),
    live: section("The real site.", {
      enabled: Type.Boolean({ default: false, description: "Whether live keys work." }),
      origin: Type.String({
        default: "https://onlyfans.com",
        pattern: ORIGIN,
        description: "Where requests go.",
      }),
      hashOrigin: Type.String({
        default: "https://cdn2.onlyfans.com",
        pattern: ORIGIN,
        description: "Where each account's `x-hash` is asked for, once a day.",
      }),
      allowedOrigins: allowedOrigins(),
      scheme: scheme(),
      feeds: Type.Array(feed, {
        default: [],
        description: "Where new signing rules come from, beside the rules folder.",
      }),
      quorum: Type.Integer({
        minimum: 1,
        maximum: 16,
        default: 1,
        description:
          "How many feeds must publish a build alike before it serves; with 2 of 3, one that lies is outvoted and not heard for an hour.",
      }),
    }),
  },
  { restart: true },
);

/** Where signing rules lie and how they are kept. */
export const rules = section("The signing rules.", {
  dir: Type.String({
    default: "rules",
    minLength: 1,
    path: true,
    restart: true,
    description: "Folder with `schemes/`, `sandbox/` and `live/`; watched.",
  }),
  refreshWaitMs: milliseconds(2_000, "How long a refused attempt waits for newer rules.", {
    restart: true,
  }),
  pollMs: milliseconds(30_000, "How often files are looked at in case no event came.", {
    restart: true,
  }),
  keepBuilds: count(8, "Builds kept per environment, to pin or go back to.", { restart: true }),
});

/** The outbound proxies. */
export const egress = section("Where requests leave from.", {
  defaultPool: Type.Optional(
    Type.String({
      pattern: NAME,
      description:
        "The pool of connections without a proxy wherever none is named: in the gateway's own calls for them, and where the plugin `proxy-pool` has no `pool`. Unless given, the one called `default`, or the only one.",
    }),
  ),
  pools: Type.Record(
    Type.String({ pattern: NAME }),
    Type.Object({
      failover: Type.Boolean({
        default: false,
        description: "Moves a connection to another member when its own is down.",
      }),
      maxConnectionsPerEgress: Type.Optional(
        Type.Integer({
          minimum: 1,
          description: "Connections that one member may have; 1 gives each its own.",
        }),
      ),
      members: Type.Array(
        Type.Object({
          id: Type.String({ pattern: NAME, description: "Stable name; connections remember it." }),
          kind: Type.Enum(["direct", "connect", "socks5"], {
            description: "This machine itself, an HTTP CONNECT proxy or a SOCKS5 proxy.",
          }),
          host: Type.Optional(Type.String({ minLength: 1, description: "Address of the proxy." })),
          port: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 65_535, description: "Port of the proxy." }),
          ),
          country: Type.Optional(
            Type.String({
              pattern: COUNTRY,
              description:
                "Where it leaves from, such as `FR`; connections of that country get it.",
            }),
          ),
          username: Type.Optional(
            Type.String({
              pattern: "^([^{}]|\\{(connectionId|country)\\})*$",
              description: "User name; `{connectionId}` and `{country}` are the connection's.",
            }),
          ),
          password: Type.Optional(
            Type.String({ secret: true, description: "Password; filled in like the user name." }),
          ),
        }),
        { minItems: 1, description: "Each connection is given one and keeps it." },
      ),
    }),
    {
      default: { default: { members: [{ id: "direct", kind: "direct" }] } },
      description: "Pools by name, `defaultPool` among them.",
    },
  ),
});

function allowedOrigins() {
  return Type.Array(Type.String({ pattern: ORIGIN }), {
    default: [],
    description: "Further origins that a session may be sent to.",
  });
}

function scheme() {
  return Type.String({
    default: "onlyfans",
    pattern: NAME,
    description: "Signing scheme, a file in `schemes/` of the rules folder.",
  });
}
