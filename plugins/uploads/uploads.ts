import { definePlugin, GatewayError, reply, Type } from "../../gateway/chain/plugin.ts";
import type { Exchange, Reply } from "../../gateway/chain/plugin.ts";
import { splitUrl } from "../../gateway/uploads/send-plain.ts";
import type { UploadOwner } from "../../gateway/uploads/upload.ts";
import { createProjection } from "../managed/projection.ts";
import { createSchemaCompiler } from "../managed/validate.ts";
import { answerOnce } from "../keyed-write.ts";
import "../session.ts";
import { uploadDocuments } from "./document.ts";
import { createJsonReader, MAX_BODY_BYTES, planAnswer } from "./json.ts";
import { assertComplete, createReceipt, type Receipt } from "./receipt.ts";
import {
  CheckAnswer,
  CheckBody,
  CompleteBody,
  InitBody,
  matchUpload,
  PERMISSION,
  readUploadId,
} from "./routes.ts";

declare module "../../gateway/chain/plugin.ts" {
  interface Facts {
    /** The part of a file that an exchange sends. */
    upload: Receipt;
  }
}

type Asked = Exchange<"connection" | "grant">;

export default definePlugin({
  name: "uploads",
  summary:
    "Takes files in parts and streams them to where the upstream's signed addresses say, without any header of the session; an upload outlasts a restart. An `Idempotency-Key` has opening and completing happen once; a part does by its number.",
  config: Type.Object({}),
  requires: ["connection", "grant"],
  provides: ["upload"],
  endpoints: uploadDocuments,
  setup: (_config, { services }) => {
    const { uploads, idempotency, mediaLinks, baseFor } = services;
    const compile = createSchemaCompiler();
    const readCheck = createJsonReader(CheckBody, compile);
    const readInit = createJsonReader(InitBody, compile);
    const readComplete = createJsonReader(CompleteBody, compile);
    const project = createProjection(CheckAnswer);

    const once = (exchange: Asked, answer: () => Promise<Reply>) =>
      answerOnce(exchange, idempotency, MAX_BODY_BYTES, answer);

    async function check(exchange: Asked): Promise<Reply> {
      const owner = ownerOf(exchange);
      const { etag, size } = await readCheck(exchange);
      return once(exchange, async () => {
        const known = await uploads.check(owner, etag, size);
        if (known === undefined) return reply(200, { exists: false });
        const base = baseFor(exchange.headers.host);
        const write = await mediaLinks.writerFor({ ...owner, base });
        const answer = project({ exists: true, ...known }, { write, sources: [] });
        return reply(200, answer, { "content-type": "application/json; charset=utf-8" });
      });
    }

    async function init(exchange: Asked): Promise<Reply> {
      const { filename, size, contentType } = await readInit(exchange);
      return once(exchange, async () => {
        const plan = await uploads.init(ownerOf(exchange), { filename, size, contentType });
        return planAnswer(plan, baseFor(exchange.headers.host));
      });
    }

    async function complete(exchange: Asked): Promise<Reply> {
      const id = readUploadId((await readComplete(exchange)).mediaUploadId);
      return once(exchange, async () => {
        await uploads.complete(ownerOf(exchange), id);
        return reply(200, { mediaUploadId: `upload:${id}` });
      });
    }

    return {
      onRequest: async (exchange) => {
        if (!exchange.facts.grant.permissions.has(PERMISSION))
          throw new GatewayError("FORBIDDEN", `The grant lacks the permission \`${PERMISSION}\`.`);
        const match = matchUpload(exchange.method, exchange.path);
        switch (match.kind) {
          case "check":
            return check(exchange);
          case "init":
            return init(exchange);
          case "complete":
            return complete(exchange);
          case "put":
            break;
        }
        const target = await uploads.target(ownerOf(exchange), match.id, match.number);
        return { upload: createReceipt(match, target, exchange.headers) };
      },
      onUpstreamRequest: (exchange, request) => {
        const { target, take } = exchange.facts.upload;
        const { origin, path } = splitUrl(target.url);
        request.method = "PUT";
        request.origin = origin;
        request.path = path;
        for (const name of Object.keys(request.headers)) delete request.headers[name];
        request.headers["content-type"] = target.contentType;
        exchange.watchBody(take);
      },
      onAttempt: ({ facts: { connection } }, attempt) => {
        attempt.owner = connection.id;
      },
      onUpstreamResponse: async (exchange, response) => {
        const receipt = exchange.facts.upload;
        const { id, number, isWhole } = receipt.match;
        const etag = assertComplete(receipt, response);
        const owner = ownerOf(exchange);
        await uploads.sent(owner, id, number, etag);
        if (isWhole) await uploads.complete(owner, id);
        const mediaUploadId = `upload:${id}`;
        for (const name of Object.keys(response.headers)) delete response.headers[name];
        response.headers["content-type"] = "application/json; charset=utf-8";
        response.replace(
          JSON.stringify(isWhole ? { mediaUploadId } : { mediaUploadId, partNumber: number, etag }),
        );
      },
    };
  },
});

function ownerOf({ facts }: Asked): UploadOwner {
  return { connection: facts.connection, appId: facts.grant.appId };
}
