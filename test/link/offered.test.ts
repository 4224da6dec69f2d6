import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrivers, driverOf } from "../../gateway/link/drivers.ts";
import {
  DRIVER_NAMES,
  type HandOverDriver,
  type LoginDriver,
} from "../../gateway/link/login-driver.ts";
import { ChoicePage } from "../../gateway/link/pages/choice-page.tsx";
import { renderPage } from "../../gateway/link/pages/render.ts";

const left: string[] = [];
const NOW = 1_000_000_000;
const seen = { what: "", atMs: 0 };
let hasChromium = true;
const handOver = (name: HandOverDriver["name"]): HandOverDriver => ({
  name,
  kind: "hand-over",
  passwordReaches: name === "browser" ? "browser" : "nobody",
  session: name === "browser" ? "opened" : "owners",
  isReady: () => name !== "browser" || hasChromium,
  leave: (linkId) => left.push(`${name} ${linkId}`),
});
const password: LoginDriver = {
  name: "password",
  kind: "steps",
  passwordReaches: "server",
  logIn: () => assert.fail("nobody signs in"),
  checkCode: () => assert.fail("nobody signs in"),
  sendCode: () => assert.fail("nobody signs in"),
  resume: () => assert.fail("nobody signs in"),
};
const offeredBy = (settings?: object) =>
  createDrivers({
    store: {
      linkRecords: {
        appSettings: () => Promise.resolve(settings && JSON.stringify(settings)),
      },
      linkSessions: {
        hasProof: (
          { environment, country }: { environment: string; country: string | null },
          proof: string,
          sinceMs: number,
        ) =>
          Promise.resolve(
            `${environment} ${country} ${proof}` === seen.what && sinceMs < seen.atMs,
          ),
      },
    } as unknown as Parameters<typeof createDrivers>[0]["store"],
    // Whatever the order they come in.
    drivers: [password, handOver("import"), handOver("browser"), handOver("companion")],
    now: () => NOW,
    allowed: { sandbox: DRIVER_NAMES, live: DRIVER_NAMES },
  });
const session = {
  appId: "app_1",
  environment: "live",
  country: "DE",
  mode: "redirect",
  proof: null,
} as const;
const namesOf = (drivers: readonly LoginDriver[]) => drivers.map(({ name }) => name);

test("live owners are offered every way but the password, which an app must ask for", async () => {
  const drivers = offeredBy();
  assert.deepEqual(namesOf(await drivers.offeredTo(session)), ["companion", "browser", "import"]);
  assert.deepEqual(namesOf(await drivers.offeredTo({ ...session, environment: "sandbox" })), [
    ...DRIVER_NAMES,
  ]);
  const asking = offeredBy({ drivers: ["password", "companion"] });
  assert.deepEqual(namesOf(await asking.offeredTo(session)), ["companion", "password"]);
  assert.deepEqual(namesOf(await drivers.offeredTo({ ...session, mode: "embed" })), [
    "browser",
    "import",
  ]);
});

test("where the upstream wants a person the live browser comes first, and the page says so", async () => {
  const drivers = offeredBy({ drivers: DRIVER_NAMES });
  const proven = { ...session, proof: "face_required" };
  const page = async (notice: string) =>
    renderPage(
      ChoicePage({
        step: {
          frame: {
            nonce: "n",
            theme: "auto",
            isSandbox: false,
            operator: undefined,
            contact: undefined,
          },
          path: "/link/lnk_1",
          token: "t",
          app: "App",
          notice,
          hasOtherWay: true,
        },
        drivers: await drivers.offeredTo(proven),
      }),
    );
  assert.deepEqual(namesOf(await drivers.offeredTo(proven)), ["browser", "companion", "import"]);
  assert.match(
    await page("captcha_required"),
    /does not solve those\. You can, on the OnlyFans page/,
  );
  assert.match(await page("face_required"), /You can, on the OnlyFans page shown here/);
  hasChromium = false;
  assert.deepEqual(namesOf(await drivers.offeredTo(proven)), ["companion", "import"]);
  assert.match(await page("captcha_required"), /by a way where you can/);
  hasChromium = true;
});

test("a chosen way that is gone is chosen anew, and one that is left is told", async () => {
  const drivers = offeredBy();
  const offered = await drivers.offeredTo(session);
  assert.equal(driverOf({ driver: "browser" }, offered)?.name, "browser");
  assert.equal(driverOf({ driver: "password" }, offered), undefined);
  assert.equal(driverOf({ driver: null }, offered), undefined);
  assert.equal(driverOf({ driver: null }, offered.slice(0, 1))?.name, "companion");
  for (const driver of ["browser", "password", null]) drivers.leave({ id: "lnk_1", driver });
  assert.deepEqual(left, ["browser lnk_1"]);
});

test("where the live upstream is known to ask for captchas, a browser is offered before any password", async () => {
  const drivers = offeredBy({ drivers: ["browser", "password"] });
  const names = async (change: object = {}) =>
    namesOf(await drivers.offeredTo({ ...session, ...change }));
  assert.deepEqual(await names(), ["browser", "password"]);
  Object.assign(seen, { what: "live DE captcha_required", atMs: NOW - 3_000_000 });
  assert.deepEqual(await names(), ["browser"]);
  hasChromium = false;
  assert.deepEqual(await names(), ["password"], "without a browser there is no better way");
  hasChromium = true;
  assert.deepEqual(await names({ country: "FR" }), ["browser", "password"], "from elsewhere");
  seen.atMs = NOW - 3_600_001;
  assert.deepEqual(await names(), ["browser", "password"], "an hour later it is tried again");
  Object.assign(seen, { what: "sandbox DE captcha_required", atMs: NOW });
  assert.deepEqual(await names({ environment: "sandbox" }), ["browser", "password"]);
});
