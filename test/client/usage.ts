import { readFile } from "node:fs/promises";
import {
  CountersignError,
  createClient,
  type UploadProgress,
  type WebhookEvent,
} from "countersign/client";

// An app outside of the checkout: compiled by the test, and run against the gateway it names.
const { baseUrl, apiKey, connectionId } = JSON.parse(
  await readFile(new URL("gateway.json", import.meta.url), "utf8"),
) as { baseUrl: string; apiKey: string; connectionId: string };
const client = createClient({ baseUrl, apiKey, connectionId });

const self = await client.get("/v2/access/self");
const isAuth: boolean = self.isAuth;

const post = await client.post("/v2/access/posts", { body: { text: "Made by the client." } });
const posts: number[] = [];
for await (const { id } of client.rows("/v2/access/posts", { params: { query: { limit: 2 } } }))
  posts.push(id);

let pages = 0;
for await (const page of client.pages("/v2/access/subscribers", {
  params: { query: { limit: 1 } },
})) {
  pages += page.list.length;
  if (pages === 3) break;
}

// @ts-expect-error -- there is no such endpoint
client.get("/v2/access/nothing").catch(() => undefined);
// @ts-expect-error -- the post to read is not named
client.get("/v2/access/posts/{postId}").catch(() => undefined);
// @ts-expect-error -- this answer does not come in pages
client.pages("/v2/access/self");

let code = "";
try {
  await client.get("/v2/access/posts/{postId}", { params: { path: { postId: "999999999" } } });
} catch (error) {
  if (error instanceof CountersignError) code = `${error.status} ${error.problem?.code ?? ""}`;
}

const seen: UploadProgress[] = [];
const { mediaUploadId } = await client.upload(new Blob(["A small film."]), {
  filename: "film.mp4",
  contentType: "video/mp4",
  onProgress: (progress) => seen.push(progress),
});
const withMedia = await client.post("/v2/access/posts", {
  body: { text: "With a film.", mediaItems: [mediaUploadId] },
});

const proxied = (await (await client.proxy("/users/me")).json()) as { id: number };

/** Never called: events are told apart by their type. */
export function reasonOf(event: WebhookEvent): string | null {
  return event.type === "rules.rejected" ? event.data.reason : null;
}

console.log(
  JSON.stringify({
    isAuth,
    hasPost: posts.includes(post.id),
    allOnce: new Set(posts).size === posts.length && posts.length > 2,
    pages,
    code,
    sent: seen.at(-1)?.sent,
    mediaCount: withMedia.mediaCount,
    proxied: typeof proxied.id,
  }),
);
