import { Readable } from "node:stream";
import { Type } from "typebox";
import type { ControlApp } from "../api/control-plane.ts";
import { limitOf, limitQuery } from "../api/paging.ts";
import type { Audit } from "../audit/audit.ts";
import { viewEntry } from "../audit/audit-entry.ts";

const MAX = 1_000;
const query = Type.Object(
  {
    limit: limitQuery(MAX),
    before: Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$" })),
  },
  { additionalProperties: false },
);

/** `/admin/audit`: what was done, the newest first; as JSONL all of it, the oldest first. */
export function auditRoutes(app: ControlApp, audit: Omit<Audit, "record">): void {
  app.get("/audit", { schema: { querystring: query } }, async (request, reply) => {
    void reply.header("vary", "accept");
    if (request.headers.accept?.includes("application/jsonl") === true)
      return reply.type("application/jsonl").send(Readable.from(lines(audit)));
    const limit = limitOf(request.query.limit ?? "100", MAX, reply);
    const { before } = request.query;
    const entries = await audit.newest(
      limit + 1,
      before === undefined ? undefined : Number(before),
    );
    const list = entries.slice(0, limit);
    const hasMore = entries.length > limit;
    return { list: list.map(viewEntry), hasMore, nextBefore: hasMore ? list.at(-1)?.id : null };
  });

  app.get("/audit/check", async () => {
    const { entries, firstBrokenId, head } = await audit.check();
    return {
      isWhole: firstBrokenId === undefined,
      entries,
      firstBrokenId: firstBrokenId ?? null,
      head: head ?? null,
    };
  });
}

async function* lines(audit: Pick<Audit, "all">): AsyncGenerator<string> {
  for await (const entry of audit.all()) yield `${JSON.stringify(viewEntry(entry))}\n`;
}
