import type { HandOut } from "../../hand-out.ts";
import type { Cli } from "../command.ts";
import { fetchPinned, isUntrusted, UNTRUSTED } from "../fetch-pinned.ts";
import { fetchWithin } from "../fetch-within.ts";
import { fine, type Finding } from "./finding.ts";

const ANSWER_WITHIN_MS = 10_000;
const PATH = "/api2/v2/init";

/**
 * Tries the sandbox as nobody and as its creator: a request that the gateway signs for a signed-out
 * visitor, sent to the upstream as it is, and one that goes the whole way through the gateway.
 */
export async function checkCanaries(
  handOut: HandOut | undefined,
  cli: Cli,
  certFile: string | undefined,
): Promise<Finding[]> {
  const attempts = [
    ["canary signed out", signedOut],
    ["canary signed in", signedIn],
  ] as const;
  const findings: Finding[] = [];
  for (const [check, attempt] of attempts) {
    if (handOut === undefined)
      findings.push({ check, verdict: "skip", found: "there is no sandbox to try" });
    else findings.push(await tried(check, () => attempt(handOut, cli, certFile)));
  }
  return findings;
}

async function signedOut(
  { baseUrl, upstreamUrl, apiKey }: HandOut,
  cli: Cli,
  certFile: string | undefined,
): Promise<Response> {
  const signing = await fetchPinned(
    cli.clock,
    ANSWER_WITHIN_MS,
    `${baseUrl}/v2/dynamic-rules/sign`,
    {
      method: "POST",
      headers: { apikey: apiKey, "content-type": "application/json" },
      body: JSON.stringify({ endpoint: PATH }),
    },
    certFile,
  );
  if (!signing.ok) return signing;
  const { signed } = (await signing.json()) as { readonly signed: Record<string, string> };
  return fetchWithin(cli.clock, ANSWER_WITHIN_MS, `${upstreamUrl}${PATH}`, {
    headers: {
      ...signed,
      "user-id": "0",
      "user-agent": "countersign-doctor",
      "x-bc": cli.clock.randomBytes(20).toString("hex"),
    },
  });
}

function signedIn(
  { baseUrl, apiKey, connections }: HandOut,
  { clock }: Cli,
  certFile: string | undefined,
): Promise<Response> {
  const headers = { apikey: apiKey, "x-connection-id": connections.creator };
  const url = `${baseUrl}/v2/access/self`;
  return fetchPinned(clock, ANSWER_WITHIN_MS, url, { headers }, certFile);
}

async function tried(check: string, attempt: () => Promise<Response>): Promise<Finding> {
  try {
    const answer = await attempt();
    if (answer.ok) return fine(check, `answered with ${answer.status}`);
    const said = (await answer.json().catch(() => ({}))) as {
      readonly code?: string;
      readonly source?: string;
      readonly detail?: string;
      readonly nextActions?: readonly string[];
    };
    const blamed = said.source === undefined ? "" : ` (${said.code ?? "error"}, ${said.source})`;
    return {
      check,
      verdict: "fail",
      found: `answered with ${answer.status}${blamed}${said.detail === undefined ? "" : `: ${said.detail}`}`,
      remedy: said.nextActions?.[0] ?? "Look at the signing rules of the sandbox.",
    };
  } catch (error) {
    if (isUntrusted(error))
      return {
        check,
        verdict: "warn",
        ...UNTRUSTED,
      };
    return {
      check,
      verdict: "fail",
      found: "no answer came",
      remedy: "See whether the gateway is overloaded, and look into its log.",
    };
  }
}
