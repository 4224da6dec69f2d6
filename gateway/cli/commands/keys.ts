import { hash } from "node:crypto";
import type { Command } from "commander";
import { newKey } from "../../ids.ts";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { asEnvironment } from "../environment-name.ts";
import { OWNER, OWNER_FILTERS, ownerOf, type OwnerOptions } from "../owner.ts";
import { table } from "../table.ts";

interface Key {
  readonly id: string;
  readonly environment: string;
  readonly appId: string;
  readonly name: string | null;
  readonly lastFour: string;
  readonly scopes: readonly string[];
  readonly revokedAt: string | null;
  readonly declaredAs: string | null;
}

interface NewKeyOptions extends OwnerOptions {
  readonly app?: string;
  readonly name?: string;
  readonly scopes: string;
}

const SCOPES = ["ACCESS", "ACCOUNT", "LINK", "RULES"];

/** The commands about API keys. */
export function keyCommands(program: Command, cli: Cli): void {
  const group = program.command("keys").description("the API keys of client apps");

  declare<NewKeyOptions>(group, cli, {
    usage: "create",
    summary: "make an API key; it is printed once and kept nowhere",
    place: "gateway",
    options: [
      ...OWNER,
      ["--app <id>", "the app it is bound to; the default app unless given"],
      ["--scopes <list>", "of ACCESS, ACCOUNT, LINK and RULES", "ACCESS,ACCOUNT,LINK"],
      ["--name <text>", "to tell keys apart"],
    ],
    examples: [
      "keys create --environment sandbox --name trial",
      "keys create --scopes ACCESS --app app_2c4f6h8k0m2p4r6t8v0x2z4B --json",
    ],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.post("/admin/keys", {
        ...ownerOf(options),
        appId: options.app,
        name: options.name,
        scopes: scopesIn(options.scopes),
      })) as Key & { readonly key: string };
      const text = `${data.key}\n\nThis is ${data.id}, for ${data.environment}. Keep it now: it cannot be shown again.`;
      return { text, data };
    },
  });

  declare<{ readonly environment: string }>(group, cli, {
    usage: "generate",
    summary: "print a new key and its SHA-256, to be declared in a configuration; nothing is kept",
    place: "none",
    options: [["--environment <name>", "sandbox or live", "sandbox"]],
    examples: ["keys generate --environment live", "keys generate --json"],
    run: (_operands, options) => {
      const environment = asEnvironment(options.environment);
      const key = newKey(environment);
      const sha256 = hash("sha256", key, "hex");
      const text = `${key}\n\nsha256: ${sha256}\n\nIt is valid once a configuration declares it.`;
      return Promise.resolve({ text, data: { key, sha256, environment } });
    },
  });

  declare<OwnerOptions>(group, cli, {
    usage: "list",
    summary: "list the API keys by their last characters, the oldest first, revoked ones too",
    place: "gateway",
    options: OWNER_FILTERS,
    examples: ["keys list", "keys list --environment live --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/keys${queryOf(ownerOf(options))}`;
      const data = (await gateway.get(path)) as { list: Key[] };
      const rows = data.list.map((key) => [
        key.id,
        key.lastFour === "" ? "" : `…${key.lastFour}`,
        key.name,
        key.environment,
        key.scopes.join(","),
        key.appId,
        key.declaredAs,
        key.revokedAt,
      ]);
      const head = [
        "key",
        "ends in",
        "name",
        "environment",
        "scopes",
        "app",
        "declared as",
        "revoked",
      ];
      return { text: table(head, rows), data };
    },
  });

  declare(group, cli, {
    usage: "revoke <id>",
    summary: "end an API key; it is refused within a second",
    place: "gateway",
    examples: ["keys revoke key_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/keys/${encodeURIComponent(id)}/revoke`;
      const data = (await gateway.post(path)) as Key;
      return { text: `${data.id} is revoked.`, data };
    },
  });
}

function scopesIn(list: string): readonly string[] {
  const scopes = list.split(",").map((scope) => scope.trim().toUpperCase());
  const wrong = scopes.find((scope) => !SCOPES.includes(scope));
  if (wrong === undefined) return scopes;
  throw new CommandError(
    EXIT.refused,
    `"${wrong}" is no scope. Write some of ${SCOPES.join(", ")}, with commas between.`,
  );
}
