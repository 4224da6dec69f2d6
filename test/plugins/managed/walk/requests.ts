import { endpoints } from "../../../../plugins/managed/endpoints.ts";
import type { AnyEndpoint } from "../../../../plugins/managed/endpoint.ts";
import type { Caller } from "./caller.ts";
import { sample, type Schema } from "./sample.ts";

/** One request that an endpoint should grant. */
export interface Request {
  readonly path: string;
  readonly body: object | undefined;
}

/** How an endpoint is named here, such as `GET /posts/:postId`. */
export function nameOf({ method, path }: AnyEndpoint): string {
  return `${method} ${path}`;
}

const declared = new Map(endpoints.map((endpoint) => [nameOf(endpoint), endpoint]));

/** Where the number of a thing comes from if the endpoint's own path does not tell: by template, or by name. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  postId: "/posts",
  massMessageId: "/mass-messages",
  "/analytics/mass-messages/:massMessageId": "/analytics/mass-messages/purchased",
};

/** Bodies that say more than their schemas require. */
const BODIES: Readonly<Record<string, (caller: Caller) => object | Promise<object>>> = {
  "PATCH /self": ({ role }) => ({ name: `Renamed ${role}`, about: "About me" }),
  "POST /posts": () => ({ text: "A **new** post" }),
  "PUT /posts/:postId": () => ({ text: "A changed post" }),
  "POST /chats/:userId/messages": () => ({ text: "A new message" }),
  "DELETE /chats/:userId/messages/:messageId": ({ otherId }) => ({ withUserId: otherId }),
  "POST /mass-messages": () => broadcast("A message to many"),
  "PUT /mass-messages/:massMessageId": () => broadcast("Another message to many"),
  "POST /users/lists": () => ({ name: "New list" }),
  "PATCH /users/lists/:listId": () => ({ name: "Renamed list" }),
  "POST /users/:userId/lists": async (caller) => ({
    listIds: [await findNew("/users/lists", caller)],
  }),
  "PATCH /vault/lists/:listId": () => ({ name: "Renamed shelf" }),
  "POST /vault/lists/:listId/media": async (caller) => ({
    mediaIds: [await findExisting("/vault/media", caller, "/vault/media")],
  }),
  "PUT /promotions/:promotionId": () => ({ message: "Changed", discount: 45 }),
  "PUT /promotions/bundles/:bundleId": () => ({ discount: 35, duration: 6 }),
  "PUT /promotions/trial-links/:trialLinkId": () => ({ trialLinkName: "Renamed trial" }),
  "POST /promotions/trial-links/share-access": (caller) => share("trialId", "trial-links", caller),
  "DELETE /promotions/trial-links/share-access": (caller) =>
    share("trialId", "trial-links", caller),
  "PUT /promotions/tracking-links/:trackingLinkId": () => ({ name: "Renamed campaign" }),
  "POST /promotions/tracking-links/share-access": (caller) =>
    share("campaignId", "tracking-links", caller),
  "DELETE /promotions/tracking-links/share-access": (caller) =>
    share("campaignId", "tracking-links", caller),
};

async function share(field: string, kind: string, caller: Caller): Promise<object> {
  const collection = `/promotions/${kind}`;
  return { [field]: await findExisting(collection, caller, collection), userId: caller.otherId };
}

function broadcast(text: string): object {
  return { text, userLists: ["fans"], scheduledDate: "2099-01-01T00:00:00Z" };
}

/** Parameters that must name something which exists. */
const QUERIES: Readonly<Record<string, (caller: Caller) => Promise<string>>> = {
  "GET /users/list": ({ selfId, otherId }) => Promise.resolve(`?userIds=${selfId},${otherId}`),
  "GET /stories/items": async ({ role, selfId, otherId, call }) => {
    const creatorId = role === "creator" ? selfId : otherId;
    const { json } = await call("GET", `/users/${creatorId}/stories`);
    const [story] = json as [{ id: number }];
    return `?userId=${creatorId}&storyId=${story.id}`;
  },
};

/** What must be so before a request makes sense. */
const BEFOREHAND: Readonly<Record<string, { readonly method: string; readonly body?: object }>> = {
  "DELETE /users/:userId/restrict": { method: "POST" },
  "DELETE /users/lists/:listId/users/:userId": { method: "POST" },
};

/** Makes a request that the endpoint should grant this caller, creating what it is about. */
export async function makeRequest(endpoint: AnyEndpoint, caller: Caller): Promise<Request> {
  const name = nameOf(endpoint);
  const path = await fillPath(endpoint, caller);
  const beforehand = BEFOREHAND[name];
  if (beforehand !== undefined) await caller.call(beforehand.method, path, beforehand.body);
  const query = await QUERIES[name]?.(caller);
  return { path: path + (query ?? sampleQuery(endpoint)), body: await makeBody(endpoint, caller) };
}

async function makeBody(endpoint: AnyEndpoint, caller: Caller): Promise<object | undefined> {
  const known = await BODIES[nameOf(endpoint)]?.(caller);
  if (known !== undefined || endpoint.body === undefined) return known;
  return sample(endpoint.body) as object;
}

function sampleQuery({ query }: AnyEndpoint): string {
  const { properties = {}, required = [] } = (query ?? {}) as Schema;
  const needed = required.filter((name) => properties[name]?.default === undefined);
  const values = needed.map((name) => [name, String(sample(properties[name] ?? {}))]);
  return values.length === 0 ? "" : `?${new URLSearchParams(values).toString()}`;
}

/** A path with something in the place of every parameter: for a read what is there already, for a write something new. */
export async function fillPath({ method, path }: AnyEndpoint, caller: Caller): Promise<string> {
  const find = (template: string, collection = template) =>
    method === "GET"
      ? findExisting(template, caller, collection)
      : findNew(template, caller, collection);
  let filled = "";
  let template = "";
  for (const segment of path.slice(1).split("/")) {
    const name = segment.slice(1);
    if (!segment.startsWith(":")) filled += `/${segment}`;
    else if (name === "userId") filled += `/${caller.otherId}`;
    else if (named(`${template}/${segment}`) === undefined && hasCollection(template))
      filled += `/${await find(template, filled)}`;
    else filled += `/${await find(named(`${template}/${segment}`, name) ?? template)}`;
    template += `/${segment}`;
  }
  return filled;
}

function named(...keys: readonly string[]): string | undefined {
  const known = keys.find((key) => Object.hasOwn(COLLECTIONS, key));
  return known === undefined ? undefined : COLLECTIONS[known];
}

function hasCollection(path: string): boolean {
  return declared.has(`POST ${path}`) || declared.has(`GET ${path}`);
}

type Id = string | number;

/** The oldest thing in a collection's first page, or something new where it cannot be listed or is empty. */
async function findExisting(template: string, caller: Caller, path: string): Promise<Id> {
  return (await first(template, caller, path)) ?? (await create(template, caller, path)) ?? 1;
}

/** Something new in a collection, or the first thing in it where nothing can be added. */
async function findNew(template: string, caller: Caller, path = template): Promise<Id> {
  return (await create(template, caller, path)) ?? (await first(template, caller, path)) ?? 1;
}

async function create(template: string, caller: Caller, path: string): Promise<Id | undefined> {
  const endpoint = declared.get(`POST ${template}`);
  if (endpoint === undefined) return undefined;
  const { json } = await caller.call("POST", path, await makeBody(endpoint, caller));
  return (json as { readonly id?: Id }).id;
}

async function first(template: string, caller: Caller, path: string): Promise<Id | undefined> {
  if (!declared.has(`GET ${template}`)) return undefined;
  const { json } = await caller.call("GET", path);
  const { list = [], items = list } = json as Rows;
  // The newest may be of this walk, and have nothing to it yet.
  const isOldestFirst = template === "/vault/lists";
  return (items as readonly { readonly id: Id }[]).at(isOldestFirst ? 0 : -1)?.id;
}

interface Rows {
  readonly list?: readonly unknown[];
  readonly items?: readonly unknown[];
}

/** Where the effect of a write is to be seen, if not at its own path or the nearest above it. */
const EFFECTS: Readonly<Record<string, string>> = {
  "PATCH /self": "/users/me",
  "POST /users/:userId/restrict": "/users/restrict",
  "DELETE /users/:userId/restrict": "/users/restrict",
  "PUT /subscribers/:userId/note": "/users/:userId",
  "PUT /subscribers/:userId/custom-name": "/users/:userId",
  "PUT /subscribers/:userId/discount": "/users/:userId",
  "POST /users/:userId/lists": "/users/:userId",
};

/** Writes that no read of the contract tells of. */
export const UNSEEN: ReadonlySet<string> = new Set([
  "POST /promotions/tracking-links/share-access",
  "DELETE /promotions/tracking-links/share-access",
]);

/** The path, filled in, at which a write can be read back; `undefined` if only what it made can. */
export function effectPath(endpoint: AnyEndpoint, path: string): string | undefined {
  const known = EFFECTS[nameOf(endpoint)];
  const filled = path.split("?")[0]?.split("/") ?? [];
  const segments = endpoint.path.split("/");
  if (known !== undefined)
    return known
      .split("/")
      .map((part) => (part.startsWith(":") ? (filled[segments.indexOf(part)] ?? "") : part))
      .join("/");
  for (let length = segments.length; length > 1; length--) {
    if (!declared.has(`GET ${segments.slice(0, length).join("/")}`)) continue;
    return filled.slice(0, length).join("/");
  }
  return undefined;
}
