import { Type, type Static } from "typebox";
import { chains, routes } from "./sections/chains.ts";
import { health } from "./sections/health.ts";
import { declared } from "./sections/declared.ts";
import { link } from "./sections/link.ts";
import { idempotency, media, uploads } from "./sections/content.ts";
import { admin, log, server } from "./sections/server.ts";
import { limits, retries, timeouts } from "./sections/traffic.ts";
import { egress, environments, rules } from "./sections/upstream.ts";
import { webhooks } from "./sections/webhooks.ts";

/**
 * The configuration file. Descriptions and defaults are the documentation, `secret` values print as
 * `***`, a `path` is relative to the file that names it, and a `restart` setting is read at start only.
 */
export const configSchema = Type.Object({
  $schema: Type.Optional(
    Type.String({ description: "Where editors find the schema of this file." }),
  ),
  server,
  admin,
  log,
  dataDir: Type.String({
    default: "data",
    minLength: 1,
    path: true,
    restart: true,
    description: "Folder of the database, the wrapped keys and the admin token.",
  }),
  keyFile: Type.Optional(
    Type.String({
      minLength: 1,
      path: true,
      restart: true,
      description: "File of the master key; keep it outside the data folder and its backups.",
    }),
  ),
  environments,
  rules,
  egress,
  health,
  link,
  webhooks,
  declared,
  limits,
  timeouts,
  retries,
  media,
  uploads,
  idempotency,
  chains,
  routes,
});

/** A checked configuration: defaults filled in, references resolved, deeply frozen. */
export type Config = DeepReadonly<Static<typeof configSchema>>;

/** A route as configured. */
export type RouteConfig = Config["routes"][number];

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
