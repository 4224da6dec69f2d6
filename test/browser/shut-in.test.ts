import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { after, test } from "node:test";
import type { Browser } from "playwright-core";
import { systemClock } from "../../gateway/clock.ts";
import { startSandbox } from "../../gateway/sandbox/sandbox.ts";
import { until } from "../end-to-end/until.ts";
import { createAdmin, createCaller } from "../link/owner.ts";
import { silentLog } from "../support/silent-log.ts";
import { launchChromium, newProfile } from "./chromium.ts";
import { centreOfDot, hasDot, seeForm } from "./dot.ts";
import { startGatewayProcess } from "./gateway-process.ts";

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const uid = isRoot ? NOBODY : undefined;

const browser = await launchChromium({ after });
// The live upstream cannot be reached from a test: a sandbox stands where it would be.
const upstream = await startSandbox({ clock: systemClock, log: silentLog });
after(upstream.close);

test("a live login by a user other than root is in a browser whose pages the system shuts in", async (t) => {
  if (typeof browser === "string") return t.skip(browser);
  if (!canShutIn()) return t.skip("this system lets other users make no namespaces");
  const gateway = await startGateway(uid);
  const page = await openLink(browser, gateway);
  await page.getByText(new URL(upstream.url).host).waitFor();
  await seeForm(page);
  const pages = await renderersBelow(gateway.dataDir);
  assert.ok(pages.length > 0);
  const ours = await readlink("/proc/self/ns/user");
  for (const pid of pages) {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    assert.match(status, /^Seccomp_filters:\s*[1-9]/m, "its system calls are filtered");
    assert.match(status, /^NoNewPrivs:\s*1$/m);
    assert.notEqual(await readlink(`/proc/${pid}/ns/user`), ours, "it has namespaces of its own");
    if (uid !== undefined) assert.match(status, new RegExp(`^Uid:\\s*${uid}\\b`, "m"));
  }
  await page.locator("[data-part=keys]").focus();
  await page.keyboard.type("me@captcha.sandbox.com");
  await page.keyboard.press("Tab");
  await page.keyboard.type("good-password");
  await page.keyboard.press("Enter");
  await until("the captcha is shown", () => page.evaluate<boolean>(hasDot));
  const { x, y } = await page.evaluate<{ x: number; y: number }>(centreOfDot);
  await page.mouse.click(x, y);
  await page.getByRole("heading", { name: "Your account is linked" }).waitFor();
  assert.deepEqual(await renderersBelow(gateway.dataDir), []);
});

test("as root there is no live login in a browser, and the operator reads what to do", async (t) => {
  if (typeof browser === "string") return t.skip(browser);
  if (!isRoot) return t.skip("this is not root");
  const gateway = await startGateway(undefined);
  const page = await openLink(browser, gateway);
  assert.equal(await page.locator("h1").innerText(), "Hand over from your own browser");
  const said = await (await fetch(`${gateway.adminUrl}/readyz`)).text();
  for (const text of [said, gateway.said()])
    assert.match(text, /runs as root: .*Run it as a user of its own/);
});

function startGateway(as: number | undefined) {
  const urls = { sandboxUrl: upstream.url, liveUrl: upstream.url };
  return startGatewayProcess({ after }, { ...urls, uid: as });
}

/** Opens a Link page for a live account, as far as the way of signing in. */
async function openLink(browser: Browser, gateway: Awaited<ReturnType<typeof startGateway>>) {
  const call = createAdmin(gateway);
  const admin = async (method: string, path: string, body?: object) => {
    const answer = await call(method, path, body);
    assert.ok(answer.status >= 200 && answer.status < 300, path);
    return answer.body;
  };
  const { list } = await admin("GET", "/apps?environment=live");
  const [app] = list as { readonly id: string }[];
  await admin("PATCH", `/apps/${app?.id ?? ""}/link`, { drivers: ["browser", "companion"] });
  const { key } = await admin("POST", "/keys", { environment: "live", scopes: ["LINK"] });
  const { body } = await createCaller(gateway, String(key))("POST", "/v2/link/init", {});
  const page = await (await newProfile(browser)).newPage();
  await page.goto(body["url"] as string);
  await page.getByRole("button", { name: "Agree and continue" }).click();
  const way = page.getByRole("button", { name: "On the OnlyFans page, shown here" });
  if ((await way.count()) > 0) await way.click();
  return page;
}

/** The processes that show pages, of the browsers whose profiles are in a data folder. */
async function renderersBelow(dataDir: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const read = (pid: number, file: string) =>
    readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
  const all = await Promise.all(
    pids.map(async (pid) => {
      // proc_pid_stat(5): the group is the third field after the name, which may have spaces.
      const [, , group] = (await read(pid, "stat")).split(") ").at(-1)?.split(" ") ?? [];
      return { pid, group: Number(group), line: await read(pid, "cmdline") };
    }),
  );
  const leaders = all.filter(({ line }) => line.includes(`=${dataDir}/browsers/`));
  const isOurs = ({ group }: { readonly group: number }) =>
    leaders.some(({ pid }) => pid === group);
  return all
    .filter((each) => isOurs(each) && each.line.includes("--type=renderer"))
    .map(({ pid }) => pid);
}

function canShutIn(): boolean {
  if (process.platform !== "linux") return false;
  try {
    execFileSync("unshare", ["--user", "true"], { ...(uid !== undefined && { uid, gid: uid }) });
    return true;
  } catch {
    return false;
  }
}
