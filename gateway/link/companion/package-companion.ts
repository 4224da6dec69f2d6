import { readFile } from "node:fs/promises";
import { zip } from "./zip.ts";

const FILES = ["background.js", "popup.html", "popup.css", "popup.js"] as const;

/** The companion extension for one server, as an archive: it serves that server and these sites, and no others. */
export async function packageCompanion(server: {
  /** The origin of this server, as browsers reach it. */
  readonly gateway: string;
  /** The origins whose session it may read. */
  readonly upstreams: readonly string[];
}): Promise<Buffer> {
  const manifest = JSON.parse((await read("manifest.json")).toString()) as object;
  const entries = await Promise.all(
    FILES.map(async (name) => ({ name, content: await read(name) })),
  );
  return zip([
    json("manifest.json", { ...manifest, optional_host_permissions: sitesOf(server.upstreams) }),
    json("server.json", server),
    ...entries,
  ]);
}

/** Match patterns know no port for cookies, and each cookie has a scheme of its own. */
function sitesOf(upstreams: readonly string[]): string[] {
  return [...new Set(upstreams.map((origin) => `*://${new URL(origin).hostname}/*`))];
}

function json(name: string, value: object) {
  return { name, content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

function read(name: string): Promise<Buffer> {
  return readFile(new URL(`extension/${name}`, import.meta.url));
}
