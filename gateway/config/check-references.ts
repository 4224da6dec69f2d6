import { checkUrl } from "../webhooks/check-url.ts";
import { declaredFindings } from "./check-declared.ts";
import { egressFindings } from "./check-egress.ts";
import type { Finding } from "./problem.ts";
import type { Config } from "./schema.ts";
import { didYouMean } from "./suggest.ts";

/** What is wrong between settings that are each valid alone. */
export function checkReferences(config: Config): Finding[] {
  return [
    ...routeFindings(config),
    ...egressFindings(config),
    ...originFindings(config),
    ...feedFindings(config),
    ...webhookFindings(config),
    ...declaredFindings(config),
  ];
}

function feedFindings({ environments: { live } }: Config): Finding[] {
  const findings = live.feeds.flatMap(({ signedBy }, index) =>
    signedBy === undefined || signedBy.needed <= new Set(signedBy.keys).size
      ? []
      : [
          {
            place: `/environments/live/feeds/${index}/signedBy/needed`,
            problem: "More signatures are needed than there are keys.",
            remedy: "Add keys, or need fewer.",
          },
        ],
  );
  const asked = live.feeds.filter(({ enabled }) => enabled);
  const urls = new Set(asked.map(({ url }) => url)).size;
  if (live.quorum > 1 && live.quorum > urls)
    findings.push({
      place: "/environments/live/quorum",
      problem: `${live.quorum} feeds must agree, and there are ${urls}.`,
      remedy: "Add feeds of other publishers, or lower the quorum.",
    });
  return findings;
}

function webhookFindings({ webhooks }: Config): Finding[] {
  const names = new Set<string>();
  return webhooks.endpoints.flatMap(({ name, url, environment }, index) => {
    const place = `/webhooks/endpoints/${index}`;
    const findings: Finding[] = [];
    if (names.has(name))
      findings.push({
        place: `${place}/name`,
        problem: `Another endpoint is called \`${name}\` already.`,
        remedy: "Choose another name.",
      });
    names.add(name);
    try {
      checkUrl(url, environment === "sandbox" ? "public-or-loopback" : "public");
    } catch (error) {
      findings.push({
        place: `${place}/url`,
        problem: (error as Error).message,
        remedy: "Use an https URL on a public host.",
      });
    }
    return findings;
  });
}

function routeFindings({ chains, routes }: Config): Finding[] {
  const findings: Finding[] = [];
  const prefixes = new Set<string>();
  for (const [index, { chain, prefix }] of routes.entries()) {
    if (!Object.hasOwn(chains, chain)) {
      findings.push({
        place: `/routes/${index}/chain`,
        problem: `There is no chain \`${chain}\`.`,
        remedy: didYouMean(chain, Object.keys(chains)),
      });
    }
    if (prefixes.has(prefix)) {
      findings.push({
        place: `/routes/${index}/prefix`,
        problem: `Another route has the prefix \`${prefix}\` already.`,
        remedy: "Keep one of the two.",
      });
    }
    prefixes.add(prefix);
  }
  return findings;
}

function originFindings({ environments: { live } }: Config): Finding[] {
  const findings: Finding[] = [];
  const origins = [live.origin, ...live.allowedOrigins];
  for (const [index, origin] of origins.entries()) {
    if (!isInsecure(origin)) continue;
    findings.push({
      place: `/environments/live/${index === 0 ? "origin" : `allowedOrigins/${index - 1}`}`,
      problem: "A session would go to it in the clear.",
      remedy: "Use `https://`; `http://` is for this machine only.",
    });
  }
  for (const [index, { url, allowHttp }] of live.feeds.entries()) {
    if (allowHttp || !isInsecure(url)) continue;
    findings.push({
      place: `/environments/live/feeds/${index}/url`,
      problem: "Anyone on the way can alter what comes from it.",
      remedy: "Use `https://`, or set `allowHttp` if you accept that.",
    });
  }
  return findings;
}

/** Plain HTTP to another machine. */
function isInsecure(url: string): boolean {
  return (
    url.startsWith("http://") &&
    !/^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/.test(url)
  );
}
