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
    } as unknown as Parameters<typeof createDrivers>[0]["store"],
    // Whatever the order they come in.
    drivers: [password, handOver("import"), handOver("browser"), handOver("companion")],
    allowed: { sandbox: DRIVER_NAMES, live: DRIVER_NAMES },
  });
const session = { appId: "app_1", environment: "live", mode: "redirect", proofAt: null } as const;
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
  const proven = { ...session, proofAt: 1 };
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
