import { brandSettings, logoProblem, type DeclaredBrand } from "../declared/brand.ts";
import { digestOf } from "../declared/keys.ts";
import { checkKey } from "../ids.ts";
import { checkLinkApp } from "../link/link-apps.ts";
import { pointerTo } from "./pointer.ts";
import type { Finding } from "./problem.ts";
import type { Config } from "./schema.ts";
import { didYouMean } from "./suggest.ts";

/** What is wrong with declarations before anything is asked of the store. */
export function declaredFindings(config: Config): Finding[] {
  return [...appFindings(config), ...keyFindings(config), ...connectionFindings(config)];
}

function appFindings({ declared }: Config): Finding[] {
  return Object.entries(declared.apps).flatMap(([name, { organization, ...app }]) => {
    const place = pointerTo("/declared/apps", name);
    const wrong = checkLinkApp({ ...app, ...brandSettings(app.brand) });
    return [
      ...known(`${place}/organization`, organization, "org_", declared.organizations),
      ...(wrong === undefined ? [] : [{ place, problem: wrong, remedy: "Correct it." }]),
      ...brandFindings(`${place}/brand`, app.brand),
    ];
  });
}

function brandFindings(place: string, brand: DeclaredBrand | undefined): Finding[] {
  const findings: Finding[] = [];
  if (brand?.accentDark !== undefined && brand.accent === undefined)
    findings.push({
      place: `${place}/accentDark`,
      problem: "A dark colour is a variant of `accent`, which is not given.",
      remedy: "Give `accent` too.",
    });
  const wrong = brand === undefined ? undefined : logoProblem(brand);
  if (wrong !== undefined)
    findings.push({ place: `${place}/logo`, problem: wrong, remedy: "Name another file." });
  return findings;
}

function keyFindings({ declared }: Config): Finding[] {
  const digests = new Set<string>();
  return Object.entries(declared.keys).flatMap(([name, each]) => {
    const place = pointerTo("/declared/keys", name);
    const { organization, app, environment, key } = each;
    const findings = [
      ...known(`${place}/organization`, organization, "org_", declared.organizations),
      ...known(`${place}/app`, app, "app_", declared.apps),
    ];
    if ((each.sha256 === undefined) === (key === undefined))
      findings.push({
        place,
        problem: "A key is given by `sha256` or by `key`, and by one of them.",
        remedy: "Make one with `keys generate`.",
      });
    else if (digests.has(digestOf(each)))
      findings.push({
        place,
        problem: "Another one is the same key.",
        remedy: "Keep one of them.",
      });
    else digests.add(digestOf(each));
    if (key !== undefined && !(key.startsWith(`ck_${environment}_`) && checkKey(key)))
      findings.push({
        place: `${place}/key`,
        problem: `This is no key of the ${environment} environment.`,
        remedy: "Make one with `keys generate`, and refer to it by `${file:}` or `${env:}`.",
      });
    return findings;
  });
}

function connectionFindings({ declared, egress }: Config): Finding[] {
  const members = Object.values(egress.pools).flatMap((pool) => pool.members.map(({ id }) => id));
  return Object.entries(declared.connections).flatMap(([id, { egressId }]) => {
    if (egressId === undefined || members.includes(egressId)) return [];
    const place = `${pointerTo("/declared/connections", id)}/egressId`;
    const problem = `No pool has a member \`${egressId}\`.`;
    return [{ place, problem, remedy: didYouMean(egressId, members) }];
  });
}

/** What is neither declared nor an ID is nothing; whether there is one of that ID only the store knows. */
function known(
  place: string,
  reference: string | undefined,
  prefix: string,
  among: object,
): Finding[] {
  if (reference === undefined || Object.hasOwn(among, reference) || reference.startsWith(prefix))
    return [];
  const remedy = didYouMean(reference, Object.keys(among));
  return [{ place, problem: `Nothing is declared as \`${reference}\`.`, remedy }];
}
