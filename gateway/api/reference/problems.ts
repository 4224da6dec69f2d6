import { Type } from "typebox";
import { ERRORS } from "../../error-table.ts";
import type { Content } from "./document.ts";

const texts = ["title", "detail", "instance", "error", "message", "requestId"] as const;

/** Every error the gateway itself makes (RFC 9457), readable by clients of the older form as well. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: "The same as `code`; resolves to its explanation." }),
    code: Type.Enum(Object.keys(ERRORS)),
    status: Type.Integer(),
    ...(Object.fromEntries(texts.map((name) => [name, Type.String()])) as Record<
      (typeof texts)[number],
      ReturnType<typeof Type.String>
    >),
    source: Type.Enum(["caller", "gateway", "plugin", "rules", "session", "egress", "upstream"]),
    retryable: Type.Boolean(),
    retryAfter: Type.Optional(Type.Number({ description: "In seconds." })),
    reason: Type.Optional(Type.String()),
    actionRequired: Type.Optional(Type.String()),
    nextActions: Type.Optional(Type.Array(Type.String())),
    upstream: Type.Optional(Type.Object({ status: Type.Optional(Type.Integer()) })),
  },
  { title: "Problem" },
);

/** The answers of an operation that may fail in these ways, and in others. */
export function problems(statuses: readonly number[]): Readonly<Record<string, Content>> {
  return Object.fromEntries(
    [...statuses.map(String), "default"].map((status) => [
      status,
      { $ref: `#/components/responses/${status === "default" ? "Problem" : `Problem${status}`}` },
    ]),
  );
}

/** Each error status with the codes it may have. */
export function problemResponses(): Readonly<Record<string, Content>> {
  const content = {
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
  };
  const byStatus = new Map<number, string[]>();
  for (const [code, { status }] of Object.entries(ERRORS))
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\``]);
  const responses: Record<string, Content> = {
    Problem: { description: "Any other error; see `code`.", content },
  };
  for (const [status, codes] of byStatus)
    responses[`Problem${status}`] = { description: codes.join(", "), content };
  return responses;
}
