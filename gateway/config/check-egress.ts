import type { TSchema } from "typebox";
import { visitValues } from "./json-schema.ts";
import { pointerTo } from "./pointer.ts";
import type { Finding } from "./problem.ts";
import type { Config } from "./schema.ts";
import { didYouMean } from "./suggest.ts";

/** The pool that serves wherever none is named: the one that `defaultPool` says, else the one called `default`, else the only one. */
export function defaultPoolOf({ defaultPool, pools }: Config["egress"]): string | undefined {
  const names = Object.keys(pools);
  const name = defaultPool ?? (names.length === 1 ? names[0] : "default");
  return name !== undefined && names.includes(name) ? name : undefined;
}

/** What is wrong with pools of outbound proxies and their members. */
export function egressFindings({ egress }: Config): Finding[] {
  const findings = defaultPoolFindings(egress);
  const known = new Set<string>();
  for (const [name, { members }] of Object.entries(egress.pools)) {
    for (const [index, member] of members.entries()) {
      const place = `${pointerTo("/egress/pools", name)}/members/${index}`;
      if (known.has(member.id)) {
        findings.push({
          place: `${place}/id`,
          problem: `Another member has the id \`${member.id}\` already.`,
          remedy: "Give each member an id of its own.",
        });
      }
      known.add(member.id);
      const isProxy = member.kind !== "direct";
      for (const key of ["host", "port"] as const) {
        if (isProxy === (member[key] !== undefined)) continue;
        findings.push({
          place: `${place}/${key}`,
          problem: isProxy ? `A ${member.kind} proxy needs a ${key}.` : `\`direct\` has no ${key}.`,
          remedy: isProxy ? "Add it." : "Remove it, or say which kind of proxy it is.",
        });
      }
    }
  }
  return findings;
}

/** Pools that a plugin's settings name and the configuration has not; `place` is where the settings stand. */
export function unknownPools(
  schema: TSchema,
  settings: unknown,
  place: string,
  { pools }: Config["egress"],
): Finding[] {
  const findings: Finding[] = [];
  visitValues(
    schema,
    settings,
    ({ schema: { pool }, value, pointer }) => {
      if (pool !== true || typeof value !== "string" || Object.hasOwn(pools, value)) return;
      findings.push(noSuchPool(pointer, value, Object.keys(pools)));
    },
    place,
  );
  return findings;
}

function noSuchPool(place: string, name: string, names: readonly string[]): Finding {
  const problem = `There is no pool \`${name}\`.`;
  return { place, problem, remedy: didYouMean(name, names) };
}

function defaultPoolFindings(egress: Config["egress"]): Finding[] {
  if (defaultPoolOf(egress) !== undefined) return [];
  const { defaultPool, pools } = egress;
  const names = Object.keys(pools);
  if (names.length === 0)
    return [
      {
        place: "/egress/pools",
        problem: "There is no pool: nothing can be sent.",
        remedy: "Add one; a member of kind `direct` is this machine itself.",
      },
    ];
  if (defaultPool !== undefined) return [noSuchPool("/egress/defaultPool", defaultPool, names)];
  return [
    {
      place: "/egress/pools",
      problem: "None of the pools is called `default`, so the gateway's own calls have no way out.",
      remedy: `Say which one they take in \`egress.defaultPool\`: ${names.join(", ")}.`,
    },
  ];
}
