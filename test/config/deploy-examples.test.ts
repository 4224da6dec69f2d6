import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { SETTINGS } from "../../gateway/config/settings.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "config/examples/deploy/");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const settings = new Set<string>([...SETTINGS.map(({ variable }) => variable), "CONFIG"]);

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<"countersign" | "caddy" | "prometheus", Service>>;
  readonly networks: Readonly<
    Record<string, { internal?: boolean; ipam?: { config: { subnet: string }[] } }>
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe("the examples for being on the internet", () => {
  test("Dockerfile: sound, not as root, with a health check, from files that are there", () => {
    const text = read("Dockerfile");
    assert.deepEqual(
      validate(text).map(({ message }) => message),
      [],
    );
    assert.match(text, /^USER node$/m);
    assert.match(text, /^HEALTHCHECK /m);
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = ""]) =>
      names.split(" "),
    );
    assert.deepEqual(
      copied.filter((name) => !existsSync(join(root, name))),
      [],
    );
    const command = JSON.parse(/^CMD (\[.+\])$/m.exec(text)?.[1] ?? "[]") as string[];
    assert.ok(existsSync(join(root, command[1] ?? "missing")));
    const variables = [...text.matchAll(/^ +([A-Z_]+)=/gm)].map(([, name = ""]) => name);
    assert.ok(variables.length > 0);
    assert.deepEqual(
      variables.filter((name) => !settings.has(name)),
      [],
    );
  });

  test("compose.yaml: only Caddy is published, and only its network is trusted", () => {
    const { services, networks, volumes } = parse(read("compose.yaml")) as Compose;
    const { countersign, caddy, prometheus } = services;
    assert.ok(existsSync(join(folder, countersign.build?.context ?? "", "package.json")));
    assert.ok(existsSync(join(root, countersign.build?.dockerfile ?? "missing")));
    const names = Object.keys(countersign.environment ?? {});
    assert.deepEqual(
      names.filter((name) => !settings.has(name)),
      [],
    );
    assert.equal(countersign.read_only, true);
    assert.deepEqual(countersign.cap_drop, ["ALL"]);
    const profile = countersign.security_opt?.find((option) => option.startsWith("seccomp:"));
    assert.ok(existsSync(join(folder, profile?.slice("seccomp:".length) ?? "missing")));
    assert.deepEqual(
      Object.entries(services).flatMap(([name, { ports }]) => (ports ? [name] : [])),
      ["caddy"],
    );
    const trusted = countersign.environment?.["TRUSTED_PROXIES"];
    assert.equal(trusted, networks["front"]?.ipam?.config[0]?.subnet);
    assert.ok(caddy.networks.includes("front") && !prometheus.networks.includes("front"));
    assert.equal(networks["watch"]?.internal, true);
    for (const mount of Object.values(services).flatMap((service) => service.volumes)) {
      const [source = ""] = mount.split(":");
      assert.ok(source.startsWith(".") ? existsSync(join(folder, source)) : source in volumes);
    }
  });

  test("seccomp.json: a browser may shut its pages in, and nothing may mount, trace or load modules", () => {
    const { syscalls } = JSON.parse(read("seccomp.json")) as {
      readonly syscalls: readonly { readonly names: readonly string[]; readonly args?: unknown }[];
    };
    const denied = syscalls.flatMap(({ names, args }) => (args === undefined ? names : []));
    for (const name of ["mount", "ptrace", "init_module", "bpf", "setns", "clone3"])
      assert.ok(denied.includes(name), name);
    for (const name of ["clone", "unshare", "chroot", "seccomp"])
      assert.ok(!denied.includes(name), name);
  });

  test("Caddyfile and prometheus.yml lead to the services by their names and ports", () => {
    assert.match(read("Caddyfile"), /reverse_proxy countersign:8080 \{/);
    const own = parse(read("prometheus.yml")) as { scrape_configs: unknown };
    const common = parse(readFileSync(join(folder, "../prometheus/prometheus.yml"), "utf8")) as {
      scrape_configs: unknown;
    };
    const static_configs = [{ targets: ["countersign:9464"] }];
    assert.deepEqual(own, {
      ...common,
      scrape_configs: [{ job_name: "countersign", static_configs }],
    });
  });

  const canVerify = spawnSync("systemd-analyze", ["--version"]).status === 0;
  test(
    "countersign.service: systemd takes it, and what it starts is there",
    { skip: canVerify ? false : "there is no systemd-analyze to read it with" },
    () => {
      const file = join(folder, "countersign.service");
      const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", file]);
      assert.equal(status, 0, stderr.toString());
      assert.doesNotMatch(stderr.toString(), /countersign\.service/);
      const started = /^ExecStart=\/usr\/bin\/env node (\S+) start$/m.exec(
        read("countersign.service"),
      );
      assert.ok(existsSync(join(root, started?.[1] ?? "missing")));
      const variables = [...read("countersign.service").matchAll(/\b([A-Z_]+)=%S/g)];
      assert.deepEqual(
        variables.map(([, name]) => name),
        ["DATA_DIR", "KEY_FILE"],
      );
    },
  );
});
