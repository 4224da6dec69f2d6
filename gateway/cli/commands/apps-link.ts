import type { Command } from "commander";
import { findGateway } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";

interface LinkOptions {
  readonly redirectUris?: string;
  readonly origins?: string;
  readonly permissions?: string;
  readonly drivers?: string;
}

/** The command about where an app's owners are sent, what they are asked for, and how they sign in. */
export function appLinkCommand(group: Command, cli: Cli): void {
  declare<LinkOptions>(group, cli, {
    usage: "link <id>",
    summary: "show what an app registers for Link, or change what is named; each list is replaced",
    place: "gateway",
    options: [
      ["--redirect-uris <list>", "where owners are sent back to, separated by spaces"],
      ["--origins <list>", "origins that may show Link in a frame, separated by spaces"],
      ["--permissions <list>", "what owners are asked for, separated by spaces"],
      ["--drivers <list>", "the ways in which owners may sign in, separated by spaces"],
    ],
    examples: [
      "apps link app_2c4f6h8k0m2p4r6t8v0x2z4B",
      "apps link app_2c4f6h8k0m2p4r6t8v0x2z4B --redirect-uris 'https://app.example/linked' --permissions 'profile:read posts:read'",
    ],
    run: async ([id = ""], { redirectUris, origins, permissions, drivers, ...options }) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/apps/${encodeURIComponent(id)}/link`;
      const given = Object.entries({ redirectUris, origins, permissions, drivers })
        .filter((member): member is [string, string] => member[1] !== undefined)
        .map(([name, list]) => [name, list.split(/\s+/).filter((item) => item !== "")] as const);
      const data = await (given.length === 0
        ? gateway.get(path)
        : gateway.patch(path, Object.fromEntries(given)));
      return { text: JSON.stringify(data, null, 2), data };
    },
  });
}
