import type { Command } from "commander";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { OWNER, OWNER_FILTERS, ownerOf, type OwnerOptions } from "../owner.ts";
import { table } from "../table.ts";

interface Endpoint {
  readonly id: string;
  readonly environment: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly form: string;
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  readonly declaredAs: string | null;
}

interface NewEndpointOptions extends OwnerOptions {
  readonly events: string;
  readonly form: string;
  readonly description?: string;
}

type ChangeOptions = Partial<Omit<NewEndpointOptions, keyof OwnerOptions>> & {
  readonly url?: string;
};

/** The commands about webhook endpoints; `webhook-deliveries.ts` has those about what they were sent. */
export function webhookCommands(program: Command, cli: Cli): Command {
  const group = program.command("webhooks").description("who is told of events");
  const at = (id: string) => `/admin/webhooks/${encodeURIComponent(id)}`;

  declare<NewEndpointOptions>(group, cli, {
    usage: "add <url>",
    summary: "tell a URL of events; its secret is printed once",
    place: "gateway",
    options: [
      ...OWNER,
      ["--events <list>", "types of events, separated by commas", "*"],
      ["--form <form>", "of signatures: standard, ofauth or svix", "standard"],
      ["--description <text>", "to tell endpoints apart"],
    ],
    examples: [
      "webhooks add https://app.example/hooks --environment live",
      "webhooks add http://127.0.0.1:3000/ --environment sandbox --events connection.expired",
    ],
    run: async ([url = ""], { events, form, description, ...options }) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.post("/admin/webhooks", {
        ...ownerOf(options),
        url,
        events: listIn(events),
        form,
        description,
      })) as Endpoint & { readonly secret: string };
      const text = `${data.secret}\n\nThis signs what ${data.id} is sent. Keep it now: it cannot be shown again.`;
      return { text, data };
    },
  });

  declare<OwnerOptions>(group, cli, {
    usage: "list",
    summary: "list the endpoints, and why one is switched off",
    place: "gateway",
    options: OWNER_FILTERS,
    examples: ["webhooks list", "webhooks list --environment live --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/webhooks${queryOf(ownerOf(options))}`;
      const data = (await gateway.get(path)) as { list: Endpoint[] };
      const rows = data.list.map((endpoint) => [
        endpoint.id,
        endpoint.environment,
        endpoint.enabled ? "on" : `off: ${endpoint.disabledReason ?? ""}`,
        endpoint.form,
        endpoint.events.join(","),
        endpoint.url,
        endpoint.declaredAs,
      ]);
      return {
        text: table(
          ["endpoint", "environment", "state", "form", "events", "url", "declared as"],
          rows,
        ),
        data,
      };
    },
  });

  declare<ChangeOptions>(group, cli, {
    usage: "change <id>",
    summary: "send an endpoint's events elsewhere, or others, or signed otherwise",
    place: "gateway",
    options: [
      ["--url <url>", "where they are sent"],
      ["--events <list>", "types of events, separated by commas; `*` for all"],
      ["--form <form>", "of signatures: standard, ofauth or svix"],
      ["--description <text>", "to tell endpoints apart"],
    ],
    examples: ["webhooks change whep_2c4f6h8k0m2p4r6t8v0x2z4B --events connection.expired"],
    run: async ([id = ""], { url, events, form, description, ...options }) => {
      const gateway = await findGateway(cli, options);
      const body = { url, events: events && listIn(events), form, description };
      const data = (await gateway.patch(at(id), body)) as Endpoint;
      return { text: `${data.id}: ${data.events.join(",")} to ${data.url}`, data };
    },
  });

  declare<{ readonly overlapHours: string }>(group, cli, {
    usage: "rotate <id>",
    summary: "make a new secret; the one before signs beside it for a time",
    place: "gateway",
    options: [["--overlap-hours <count>", "how long both sign", "24"]],
    examples: ["webhooks rotate whep_2c4f6h8k0m2p4r6t8v0x2z4B --overlap-hours 48"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const body = { overlapHours: Number(options.overlapHours) };
      const data = (await gateway.post(`${at(id)}/rotate`, body)) as { readonly secret: string };
      return { text: `${data.secret}\n\nKeep it now: it cannot be shown again.`, data };
    },
  });

  for (const [name, enabled, summary] of [
    ["enable", true, "deliver to an endpoint again"],
    ["disable", false, "deliver nothing to an endpoint until it is enabled"],
  ] as const)
    declare(group, cli, {
      usage: `${name} <id>`,
      summary,
      place: "gateway",
      examples: [`webhooks ${name} whep_2c4f6h8k0m2p4r6t8v0x2z4B`],
      run: async ([id = ""], options) => {
        const gateway = await findGateway(cli, options);
        const data = (await gateway.patch(at(id), { enabled })) as Endpoint;
        return { text: `${data.id} is ${enabled ? "on" : "off"}.`, data };
      },
    });

  declare(group, cli, {
    usage: "remove <id>",
    summary: "forget an endpoint, its secrets, and what it was not told yet",
    place: "gateway",
    examples: ["webhooks remove whep_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      await gateway.delete(at(id));
      return { text: `${id} is gone.`, data: { id } };
    },
  });

  return group;
}

function listIn(text: string): readonly string[] {
  return text.split(",").map((item) => item.trim());
}
