import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { endpoints } from "../../../plugins/managed/endpoints.ts";
import { exercise } from "./exercise.ts";
import { message, newMedia, oldMedia, ownProfile, post, userProfile } from "./samples.ts";

const specs = new URL("../../../../shared/spec/", import.meta.url);
const skip = existsSync(specs) ? false : "the folder of specs is absent";
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, specs), "utf8"));

const counters = { postsCount: 1, photosCount: 1, videosCount: 0, audiosCount: 0, mediasCount: 1 };
const chat = { withUser: { id: "77", _view: "s" }, lastMessage: message, canNotSendReason: false };

/** An upstream answer for endpoints that no test asks the sandbox for. */
const samples: Readonly<Record<string, object>> = {
  "GET /self": ownProfile,
  "GET /users/:userId": userProfile,
  "GET /posts": {
    list: [post, { ...post, media: [newMedia, oldMedia] }],
    hasMore: false,
    counters,
  },
  "POST /posts": post,
  "GET /posts/:postId": post,
  "DELETE /posts/:postId": { success: true },
  "GET /chats": { list: [chat], hasMore: true },
  "GET /chats/:userId/messages": { list: [message], hasMore: true },
  "POST /chats/:userId/messages": message,
};

const sampled = endpoints.filter(({ method, path }) => Object.hasOwn(samples, `${method} ${path}`));

function target(path: string): string {
  return `/v2/access${path.replace(":userId", "77").replace(":postId", "501")}`;
}

test("a sampled endpoint's answer is valid under its own schema", async () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });
  assert.equal(sampled.length, Object.keys(samples).length);
  for (const { method, path, answer } of sampled) {
    const name = `${method} ${path}`;
    const isValid = ajv.compile(answer);
    const json = await answerOf(method, path);
    assert.ok(isValid(json), `${name}: ${ajv.errorsText(isValid.errors)}`);
  }
});

test("a sampled endpoint's answer is valid under the published contract", { skip }, async () => {
  const { paths, components } = read("ofauth-openapi.json") as {
    paths: Record<string, Record<string, { responses: Record<string, Response> }>>;
    components: object;
  };
  const ajv = new Ajv({ strict: false });
  for (const { method, path } of sampled) {
    const published = paths[`/v2/access${path.replace(/:(\w+)/g, "{$1}")}`]?.[method.toLowerCase()];
    const schema = published?.responses["200"]?.content["application/json"].schema ?? {};
    const isValid: ValidateFunction = ajv.compile({ ...schema, components });
    const json = await answerOf(method, path);
    assert.ok(isValid(json), `${method} ${path}: ${ajv.errorsText(isValid.errors)}`);
  }
});

interface Response {
  readonly content: { readonly "application/json": { readonly schema: object } };
}

test("every endpoint has the published permission, parameters and body fields", { skip }, () => {
  const published = read("ofauth-endpoints.json") as Published[];
  for (const { method, path, permission, query, body } of endpoints) {
    const name = `${method} ${path}`;
    const like = `/v2/access${path.replace(/:(\w+)/g, "{$1}")}`;
    const entry = published.find((each) => each.method === method && each.path === like);
    assert.equal(permission, entry?.permission, name);
    assert.deepEqual(namesOf(query), entry?.query.map((field) => field.name).sort(), name);
    const fields = entry?.body.map((field) => field.name).filter((field) => field !== "poll");
    assert.deepEqual(namesOf(body), fields?.sort(), name);
  }
});

interface Published {
  readonly method: string;
  readonly path: string;
  readonly permission: string;
  readonly query: { readonly name: string }[];
  readonly body: { readonly name: string }[];
}

function namesOf(schema: unknown): readonly string[] {
  return Object.keys((schema as { properties?: object } | undefined)?.properties ?? {}).sort();
}

async function answerOf(method: string, path: string): Promise<unknown> {
  const body = samples[`${method} ${path}`];
  assert.ok(body !== undefined, `${method} ${path} has no sample`);
  const result = await exercise({
    method,
    target: target(path),
    body: method === "POST" ? { text: "hello" } : "",
    upstream: { body },
  });
  return JSON.parse(result.text) as unknown;
}
