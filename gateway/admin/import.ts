import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import type { AccountServices } from "../account-services.ts";
import { toControlError, validationError } from "../api/control-error.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { importMembers, referenceMember, sessionMembers } from "../api/import-body.ts";
import { parseJsonBody } from "../api/json-body.ts";
import { COUNTRY } from "../config/sections/fields.ts";
import type { ImportMode, ImportResult } from "../connections/imports.ts";
import { GatewayError } from "../errors.ts";
import type { Perform } from "./acts.ts";
import { appOr } from "./apps.ts";
import { chunksOf, linesOf, type Line } from "./import-lines.ts";

const maxRows = 10_000;
const maxLineBytes = 65_536;

const flag = Type.Optional(Type.Enum(["", "true", "false", "1", "0"]));
const query = Type.Object(
  {
    environment: Type.Enum(["sandbox", "live"]),
    organizationId: Type.Optional(Type.String()),
    appId: Type.Optional(Type.String()),
    dryRun: flag,
    check: flag,
  },
  { additionalProperties: false },
);
const row = Type.Object(
  {
    ...sessionMembers,
    ...importMembers,
    externalId: Type.Optional(referenceMember),
    egressId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    country: Type.Optional(Type.String({ pattern: COUNTRY })),
  },
  { additionalProperties: false },
);
type Row = Static<typeof row>;

/** What became of one row. */
type Outcome =
  | ({ readonly row: number; readonly ok: true } & Pick<ImportResult, "result"> &
      Partial<ImportResult>)
  | {
      readonly row: number;
      readonly ok: false;
      readonly error: { readonly code: string; readonly message: string };
    };

/**
 * `POST /admin/connections/import`: sessions as JSONL, answered as JSONL, a result for each row as it
 * is done. A row that was imported before with the same content is `unchanged`, so that what broke
 * off is simply sent again.
 */
export function importRoutes(app: ControlApp, accounts: AccountServices, perform: Perform): void {
  const { store, imports, log } = accounts;
  app.addContentTypeParser(/^application\/(?:jsonl|x-ndjson)(?:;|$)/, (_request, payload, done) => {
    done(null, payload);
  });

  app.post("/connections/import", { schema: { querystring: query } }, async (request, reply) => {
    const { environment, organizationId, appId } = request.query;
    if (!(request.body instanceof Readable))
      throw new GatewayError("BAD_REQUEST", "Send rows as `content-type: application/jsonl`.");
    const owner = await appOr(store, environment, organizationId, appId);
    const mode = {
      check: isSet(request.query.check),
      dryRun: isSet(request.query.dryRun),
      skipUnchanged: true,
    };
    const answer = new Readable({ read: () => undefined });
    const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
    const importRow = rowImporter(request, owner, mode);
    const { organizationId: target, ...where } = owner;
    const detail = { ...where, check: mode.check, dryRun: mode.dryRun };
    // Should the process die halfway, it is on record that rows were imported.
    await perform(request, { action: "connections.import.start", target, detail }, () => undefined);
    const act = { action: "connections.import", target, detail: { ...detail, counts } };
    const run = perform(request, act, async () => {
      for await (const line of linesOf(chunksOf(request.body as Readable), maxLineBytes)) {
        const outcome = await importRow(line);
        counts[outcome.ok ? outcome.result : "failed"]++;
        // What the client does not read yet is kept: it may send everything before it reads anything.
        answer.push(`${JSON.stringify(outcome)}\n`);
        if (line.number > maxRows) break;
      }
    });
    run.then(
      () => answer.push(null),
      (error: unknown) => answer.destroy(error as Error),
    );
    return reply.type("application/jsonl").send(answer);
  });

  function rowImporter(
    request: FastifyRequest,
    owner: Awaited<ReturnType<typeof appOr>>,
    mode: ImportMode,
  ): (line: Line) => Promise<Outcome> {
    const validate = request.compileValidationSchema(row);
    return async ({ number, bytes }) => {
      try {
        if (number > maxRows)
          throw new GatewayError("BODY_TOO_LARGE", `Send at most ${maxRows} rows at once.`);
        if (bytes === undefined)
          throw new GatewayError("BODY_TOO_LARGE", `The row exceeds ${maxLineBytes} bytes.`);
        const value = parseJsonBody(bytes);
        if (!validate(value)) throw validationError(validate.errors, "row");
        const { externalId, ...rest } = value as Row;
        const asked = { ...rest, ...owner, clientReferenceId: externalId };
        const { connectionId, result } = await imports.import(asked, mode);
        // An ID that a dry run made up will not be the one of the import.
        const isMadeUp = mode.dryRun === true && result === "created" && !asked.connectionId;
        return { row: number, ok: true, result, ...(!isMadeUp && { connectionId }) };
      } catch (thrown) {
        const error = toControlError(thrown);
        if (error.source === "gateway")
          log.error({ requestId: request.id, row: number, error }, "a row was not imported");
        const { code, message } = error;
        return { row: number, ok: false, error: { code, message } };
      }
    };
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "false" && value !== "0";
}
