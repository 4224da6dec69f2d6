import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import type { Environment, EnvironmentName } from "../../gateway/environments.ts";
import { checkReadiness, type ReadinessSources } from "../../gateway/observe/readiness.ts";
import type { ActiveRules } from "../../gateway/rules/rules.ts";

const day = 24 * 3600 * 1000;
const now = Date.UTC(2026, 8, 10);

const environment = (name: EnvironmentName): Environment => ({
  name,
  origin: "https://upstream.example",
  allowedOrigins: new Set(["https://upstream.example"]),
  scheme: "onlyfans",
});

const build = (name: EnvironmentName, builtAt: number | undefined): ActiveRules => ({
  environment: name,
  revision: "63941:6a8591ab",
  scheme: "onlyfans",
  params: {},
  order: 1,
  builtAt,
  acceptedAt: now,
  source: "test",
  sign: () => ({ set: {}, remove: [] }),
});

const sources = (overrides: Partial<ReadinessSources> = {}): ReadinessSources => ({
  clock: { ...systemClock, now: () => now },
  environments: { sandbox: environment("sandbox"), live: environment("live") },
  rules: { current: (name) => build(name, now - 3600_000), pinned: () => undefined },
  isDraining: () => false,
  checks: { store: () => undefined, secrets: () => undefined, chains: () => undefined },
  ...overrides,
});

test("all well is ready, with the age and build date of the rules", () => {
  const readiness = checkReadiness(sources());
  assert.equal(readiness.ready, true);
  assert.deepEqual(readiness.rules[1], {
    environment: "live",
    revision: "63941:6a8591ab",
    builtAt: "2026-09-09T23:00:00.000Z",
    ageSeconds: 3600,
    pinned: false,
    source: "test",
  });
  assert.deepEqual(readiness.warnings, []);
});

const faults: readonly (readonly [string, Partial<ReadinessSources>])[] = [
  ["draining", { isDraining: () => true }],
  ["store", { checks: { store: () => "The database is closed." } }],
  ["secrets", { checks: { secrets: () => "The master key is locked." } }],
  ["chains", { checks: { chains: () => "No generation was built yet." } }],
  [
    "rules:live",
    {
      rules: {
        current: (name) => (name === "live" ? undefined : build(name, now)),
        pinned: () => undefined,
      },
    },
  ],
];

for (const [name, fault] of faults) {
  test(`J20: a fault of ${name} alone makes it not ready and is named`, () => {
    const readiness = checkReadiness(sources(fault));
    assert.equal(readiness.ready, false);
    assert.deepEqual(
      readiness.checks.filter(({ ok }) => !ok).map((check) => check.name),
      [name],
    );
  });
}

test("an environment that is switched off needs no rules", () => {
  const rules = {
    current: (name: EnvironmentName) => (name === "sandbox" ? build(name, now) : undefined),
    pinned: () => undefined,
  };
  const environments = { sandbox: environment("sandbox") };
  assert.equal(checkReadiness(sources({ rules, environments })).ready, true);
});

test("FR14: old live rules are ready, but it is said that calls will probably be refused", () => {
  const rules = {
    current: (name: EnvironmentName) => build(name, now - 20 * day),
    pinned: () => "x",
  };
  const readiness = checkReadiness(sources({ rules }));
  assert.equal(readiness.ready, true);
  assert.equal(readiness.rules[1]?.pinned, true);
  assert.equal(readiness.warnings.length, 1);
  assert.match(
    readiness.warnings[0] ?? "",
    /2026-08-21, 20 days ago: live calls will probably be refused/,
  );
});

test("rules that do not tell their build date are shown without an age", () => {
  const rules = {
    current: (name: EnvironmentName) => build(name, undefined),
    pinned: () => undefined,
  };
  assert.deepEqual(
    checkReadiness(sources({ rules })).rules.map(({ builtAt, ageSeconds }) => [
      builtAt,
      ageSeconds,
    ]),
    [
      [null, null],
      [null, null],
    ],
  );
});

test("feeds are shown with their age; one that keeps failing is said, one that failed once is not", () => {
  const source = "https://rules.example/live.json";
  const withFailures = (failures: number) =>
    checkReadiness(
      sources({
        rules: {
          current: (name) => build(name, now),
          pinned: () => undefined,
          feeds: (name) =>
            name === "live"
              ? [{ source, answeredAt: now - 60_000, failures, problem: "the feed answered 404" }]
              : [],
        },
      }),
    );
  const once = withFailures(1);
  assert.deepEqual(
    once.feeds.map(({ environment: name, ageSeconds, failures }) => [name, ageSeconds, failures]),
    [["live", 60, 1]],
  );
  assert.deepEqual(once.warnings, []);
  const often = withFailures(3);
  assert.equal(often.ready, true);
  assert.match(often.warnings[0] ?? "", /rules\.example\/live\.json has failed 3 times.*404/);
});
