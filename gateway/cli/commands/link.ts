import type { Command } from "commander";
import { qrText } from "../../link/qr-code.ts";
import { findGateway, queryOf } from "../admin-api.ts";
import { declare, type Cli } from "../command.ts";
import { OWNER, OWNER_FILTERS, ownerOf, type OwnerOptions } from "../owner.ts";
import { table } from "../table.ts";

interface Invite {
  readonly id: string;
  readonly appId: string;
  readonly environment: string;
  readonly state: string;
  readonly clientReferenceId: string | null;
  readonly connectionId: string | null;
  readonly expiresAt: string;
}

interface InviteOptions extends OwnerOptions {
  readonly app?: string;
  readonly reference?: string;
  readonly country?: string;
  readonly connection?: string;
}

/** The commands about linking accounts. */
export function linkCommands(program: Command, cli: Cli): void {
  const group = program.command("link").description("links for account owners");

  declare<InviteOptions>(group, cli, {
    usage: "invite",
    summary: "make a link for one account, good for seven days, with a QR code to scan",
    place: "gateway",
    options: [
      ...OWNER,
      ["--app <id>", "the app it links to; the default app unless given"],
      ["--reference <text>", "what you call the account, told in webhooks"],
      ["--country <code>", "where its requests shall leave from, such as US"],
      ["--connection <id>", "the connection whose owner is to sign in again, or to give a code"],
    ],
    examples: [
      "link invite --environment sandbox",
      "link invite --reference creator-7",
      "link invite --connection conn_2c4f6h8k0m2p4r6t8v0x2z4B",
    ],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const data = (await gateway.post("/admin/invites", {
        ...ownerOf(options),
        clientAppId: options.app,
        clientReferenceId: options.reference,
        connectionId: options.connection,
        ...(options.country !== undefined && { geolocation: { country: options.country } }),
      })) as Invite & { readonly url: string };
      const text = `${qrText(data.url)}\n\n${data.url}\n\nThis is ${data.id}, until ${data.expiresAt}. Send it to the owner alone: it cannot be shown again.`;
      return { text, data };
    },
  });

  declare<OwnerOptions>(group, cli, {
    usage: "invites",
    summary: "list the invites, the newest first, and what became of each",
    place: "gateway",
    options: OWNER_FILTERS,
    examples: ["link invites", "link invites --environment live --json"],
    run: async (_operands, options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/invites${queryOf({ ...ownerOf(options), limit: "100" })}`;
      const data = (await gateway.get(path)) as { list: Invite[] };
      const rows = data.list.map((invite) => [
        invite.id,
        invite.state,
        invite.environment,
        invite.clientReferenceId,
        invite.connectionId,
        invite.expiresAt,
      ]);
      const head = ["invite", "state", "environment", "reference", "connection", "until"];
      return { text: table(head, rows), data };
    },
  });

  declare(group, cli, {
    usage: "revoke <id>",
    summary: "take an invite back, with the pages it has opened",
    place: "gateway",
    examples: ["link revoke invite_2c4f6h8k0m2p4r6t8v0x2z4B"],
    run: async ([id = ""], options) => {
      const gateway = await findGateway(cli, options);
      const path = `/admin/invites/${encodeURIComponent(id)}/revoke`;
      const data = (await gateway.post(path)) as Invite;
      return { text: `${data.id} is ${data.state}.`, data };
    },
  });
}
