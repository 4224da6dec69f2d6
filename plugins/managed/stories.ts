import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { isObject } from "./json.ts";
import { Story } from "./shapes/current-story.ts";

const listStories = defineEndpoint({
  method: "GET",
  path: "/users/:userId/stories",
  summary: "A user's current stories.",
  permission: "stories:read",
  risk: "read",
  evidence: "observed",
  answer: Type.Array(Story),
  upstream: {
    method: "GET",
    path: "/users/:userId/stories",
    read: (json) => (isObject(json) ? (json["list"] ?? json) : json),
  },
});

const getStoryItem = defineEndpoint({
  method: "GET",
  path: "/stories/items",
  summary: "One story of a user.",
  permission: "stories:read",
  risk: "read",
  // The route and its parameter are observed, its answer is not.
  evidence: "inferred",
  query: Type.Object({
    userId: Type.String({ pattern: "^\\d{1,19}$" }),
    storyId: Type.String({ pattern: "^\\d{1,19}$" }),
  }),
  answer: Type.Object({ list: Type.Array(Story) }),
  upstream: {
    method: "GET",
    path: "/stories/items",
    query: ({ userId, storyId }) => ({ [`map[${userId}]`]: storyId }),
    read: (json) => ({ list: storiesIn(json) }),
  },
});

/** Stories. */
export const stories = [listStories, getStoryItem];

/** The stories of an answer that may be a list, hold one, or be keyed by user. */
function storiesIn(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json as readonly unknown[];
  if (!isObject(json)) return [];
  return Array.isArray(json["list"])
    ? (json["list"] as readonly unknown[])
    : Object.values(json).flat();
}
