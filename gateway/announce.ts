import type { Gateway } from "./gateway.ts";

/** By whether the sandbox and the live upstream are on. */
const MODES = {
  "true false": "sandbox only",
  "true true": "sandbox + live",
  "false true": "live",
  "false false": "but every environment is off: set SANDBOX=on, or environments.live.enabled",
} as const;

/** What a person reads when the gateway has started: where it is, and a first call to paste. */
export function announce(gateway: Gateway, isColored: boolean): string {
  const { url, adminUrl, sandbox, environments, createdKeyAt, unready, warnings } = gateway;
  const bold = (text: string) => (isColored ? `\u001b[1m${text}\u001b[0m` : text);
  const mode = MODES[`${environments.sandbox !== undefined} ${environments.live !== undefined}`];
  const lines = [
    "",
    `${bold("Countersign")} ${unready.length === 0 ? "is ready" : "runs, but is not ready"} (${mode}).`,
    "",
    `  api     ${url}`,
    `  admin   ${adminUrl}`,
    ...(sandbox === undefined ? [] : [`  sandbox ${sandbox.upstreamUrl}`]),
    "",
  ];
  if (createdKeyAt !== undefined) {
    lines.push(
      bold(`  A new master key is in ${createdKeyAt}.`),
      "  Back it up, apart from the data folder: without it no linked account can be opened again.",
      "",
    );
  }
  if (sandbox !== undefined) {
    const call = (path: string) =>
      `  curl -H 'apikey: ${sandbox.apiKey}' -H 'x-connection-id: ${sandbox.connections.creator}' ${url}${path}`;
    lines.push("Try it:", "", call("/v2/access/self"), call("/v2/access/proxy/users/me"), "");
  }
  lines.push(`Read on: ${url}/docs. If something is amiss: npm run cli -- doctor`, "");
  for (const warning of [...unready, ...warnings]) lines.push(`  ! ${warning}`, "");
  return `${lines.join("\n")}\n`;
}
