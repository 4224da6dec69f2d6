import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { after, test } from "node:test";
import { brandStyle, checkColors } from "../../gateway/link/brand-colors.ts";
import { contrast } from "../../gateway/link/colors.ts";
import { createBrowser, startLinkGateway } from "./owner.ts";
import { png } from "./png.ts";

const { gateway, admin, appId, register, call } = await startLinkGateway({ after });

test("colours are measured as WCAG says, and the refusal names the ratio", async () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#767676", "#ffffff").toFixed(2), "4.54");
  assert.equal(checkColors({ accent: "#5b21b6" }), undefined);
  const { status, body } = await register({ colors: { accent: "#ffcc00" } });
  assert.equal(status, 400);
  assert.match(String(body["detail"]), /`colors\.accent` #ffcc00 has a contrast of 1\.\d:1/);
  const dark = await register({ colors: { accent: "#5b21b6", accentDark: "#301060" } });
  assert.match(String(dark.body["detail"]), /`colors\.accentDark`.*on the dark pages/);
});

test("whatever colour is taken, text on it and in it can be read, on dark pages too", () => {
  for (const accent of ["#000000", "#5b21b6", "#0b6b5d", "#a3261f", "#1d4ed8", "#7a4b00"]) {
    assert.equal(checkColors({ accent }), undefined);
    for (const [, color = "", ink = ""] of brandStyle({ accent }).matchAll(
      /--accent:(#\w{6});--accent-ink:(#\w{6})/g,
    ))
      assert.ok(contrast(color, ink) >= 4.5, `${color} ${ink}`);
    const [, made = ""] = /dark\]\{--accent:(#\w{6})/.exec(brandStyle({ accent })) ?? [];
    assert.equal(checkColors({ accent, accentDark: made }), undefined, made);
  }
});

test("a logo is kept and served by the gateway, as what its bytes say; nothing that can carry a script is one", async () => {
  const put = (bytes: Buffer) =>
    admin("POST", `/apps/${appId}/logo`, { data: bytes.toString("base64") });
  const kept = await put(png(8, 8));
  assert.deepEqual([kept.status, kept.body["type"]], [200, "image/png"]);
  const svg = await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'));
  assert.match(String(svg.body["detail"]), /SVG is refused/);
  assert.equal((await put(Buffer.alloc(140_000, png(8, 8)))).status, 413);
  assert.equal((await put(png(4_000, 8))).status, 400);

  await register({ colors: { accent: "#5b21b6" } });
  const { body } = await call("POST", "/v2/link/init", {});
  const page = await createBrowser(gateway.url).open(String(body["url"]));
  const [, path = ""] = /<img src="(\/link\/logos\/\w+)"/.exec(page.text) ?? [];
  assert.match(page.headers.get("content-security-policy") ?? "", /img-src 'self'/);
  assert.match(page.text, /--accent:#5b21b6/);
  const logo = await fetch(gateway.url + path);
  assert.equal(logo.headers.get("content-type"), "image/png");
  assert.equal(logo.headers.get("content-security-policy"), "default-src 'none'; sandbox");
  assert.equal(logo.headers.get("x-content-type-options"), "nosniff");
  assert.deepEqual(Buffer.from(await logo.arrayBuffer()), png(8, 8));

  const gone = await fetch(`${gateway.adminUrl}/admin/apps/${appId}/logo`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${gateway.adminToken}` },
  });
  assert.equal(gone.status, 204);
  assert.equal((await fetch(gateway.url + path)).status, 404);
});

test("pages are served at an app's own address for that app alone, and at no other", async () => {
  await register({ publicUrl: "https://link.fan-studio.example" });
  const { body } = await call("POST", "/v2/link/init", {});
  const url = new URL(String(body["url"]));
  assert.equal(url.origin, "https://link.fan-studio.example");
  assert.equal(await statusAt("evil.example", url.pathname), 404);
  assert.equal(await statusAt("link.fan-studio.example", url.pathname), 303);

  const made = await admin("POST", "/apps", { environment: "sandbox", name: "Second" });
  const other = await call("POST", "/v2/link/init", { clientAppId: made.body["id"] });
  const path = new URL(String(other.body["url"])).pathname;
  assert.equal(await statusAt("link.fan-studio.example", path), 404);
  assert.equal(await statusAt(new URL(gateway.url).host, path), 303);
  await register({ publicUrl: null });
});

/** `fetch` sends no `Host` of one's own. */
function statusAt(host: string, path: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  httpRequest(gateway.url + path, { headers: { host }, agent: false }, (answer) => {
    answer.resume();
    resolve(answer.statusCode);
  })
    .on("error", reject)
    .end();
  return promise;
}
