import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { OWNER, OWNER_FILTERS, ownerOf, type OwnerOptions } from "../owner.ts";
import { table } from "../table.ts";
import { appLinkCommand } from "./apps-link.ts";

interface App {
  readonly id: string;
  readonly organizationId: string;
  readonly environment: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly declaredAs: string | null;
  readonly createdAt: string;
}

interface BrandOptions {
  readonly name?: string;
  readonly accent?: string;
  readonly accentDark?: string;
  readonly logo?: string;
  readonly privacyUrl?: string;
  readonly publicUrl?: string;
}

/** The commands about registered client apps. */
export function appCommands(program: Command, cli: Cli): void {
  const group = program.command("apps").description("the registered client apps");

  declare<OwnerOptions>(group, cli, {
    usage: "create <name>",
    summary: "register a client app",
    place: "gateway",
    options: OWNER,
    examples: ["apps create 'Chat console'", "apps create trial --environment sandbox"],
    run: async ([name = ""], options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.post("/admin/apps", { ...ownerOf(options), name })) as App;
      return { text: `${data.id} is there, in ${data.environment}.`, data };
    },
  });

  declare<OwnerOptions>(group, cli, {
    usage: "list",
    summary: "list the apps, the oldest first",
    place: "gateway",
    options: OWNER_FILTERS,
    examples: ["apps list", "apps list --environment live --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get(`/admin/apps${queryOf(ownerOf(options))}`)) as {
        list: App[];
      };
      return { text: listing(data.list), data };
    },
  });

  declare<BrandOptions>(group, cli, {
    usage: "brand <id>",
    summary: "set how an app is shown on the pages for owners",
    place: "gateway",
    options: [
      ["--name <text>", "what owners know the app by"],
      ["--accent <color>", "its colour on light pages, such as #0b6b5d"],
      ["--accent-dark <color>", "its colour on dark pages; made from the other unless given"],
      ["--logo <file>", "a PNG, JPEG or WebP picture of at most 128 KiB"],
      ["--privacy-url <url>", "where the app says how it treats data"],
      ["--public-url <origin>", "an origin of its own for the pages"],
    ],
    examples: [
      "apps brand app_2c4f6h8k0m2p4r6t8v0x2z4B --accent '#5b21b6' --logo logo.png",
      "apps brand app_2c4f6h8k0m2p4r6t8v0x2z4B --public-url https://link.app.example",
    ],
    run: async ([id = ""], options) => {
      const { accent, accentDark, logo, name, privacyUrl, publicUrl } = options;
      const gateway = await findGateway(cli, options);
      const path = `/admin/apps/${encodeURIComponent(id)}`;
      if (logo !== undefined) {
        const bytes = await readFile(logo);
        await gateway.post(`${path}/logo`, { data: bytes.toString("base64") });
      }
      const data = await gateway.patch(`${path}/link`, {
        displayName: name,
        privacyUrl,
        publicUrl,
        ...(accent !== undefined && { colors: { accent, accentDark } }),
      });
      return { text: `${id} is shown so from now on.`, data };
    },
  });

  appLinkCommand(group, cli);

  declare(group, cli, {
    usage: "rename <id> <name>",
    summary: "give an app another name; owners see it too, unless they are shown one of its own",
    place: "gateway",
    examples: ["apps rename app_2c4f6h8k0m2p4r6t8v0x2z4B 'Planner'"],
    run: async ([id = "", name = ""], options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/apps/${encodeURIComponent(id)}`;
      const data = (await gateway.patch(path, { name })) as App;
      return { text: `${data.id} is called ${data.name}.`, data };
    },
  });

  declare(group, cli, {
    usage: "show <id>",
    summary: "show an app",
    place: "gateway",
    examples: ["apps show app_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.get(`/admin/apps/${encodeURIComponent(id)}`)) as App;
      return { text: listing([data]), data };
    },
  });
}

function listing(apps: readonly App[]): string {
  const rows = apps.map(({ id, name, environment, organizationId, isDefault, declaredAs }) => [
    id,
    name,
    environment,
    organizationId,
    isDefault,
    declaredAs,
  ]);
  return table(["app", "name", "environment", "organization", "default", "declared as"], rows);
}
