import type { IncomingMessage } from "node:http";
import { readBody } from "../read-body.ts";
import { json, type Reply } from "../reply.ts";
import type { Stage } from "../stage.ts";

const MAX_FORM_BYTES = 262_144;

/** The converter's answer to the form that names a file in the bucket: the claim a post or message is made with. */
export async function answerConverter(stage: Stage, request: IncomingMessage): Promise<Reply> {
  const form = await readForm(request);
  const object = stage.uploads.find(textOf(form, "file[Key]"));
  if (object?.etag === undefined || textOf(form, "file[ETag]").replaceAll('"', "") !== object.etag)
    return json({ error: "No such file" }, 400);
  return json({
    processId: stage.uploads.convert(object),
    host: new URL(stage.origin).host,
    sourceUrl: `${stage.origin}/bucket/${object.key}`,
    thumbs: [{ id: 1, url: `${stage.origin}/public/thumbs/1.svg` }],
    extra: "sandbox",
    additional: { user: textOf(form, "additional[user]") },
  });
}

async function readForm(request: IncomingMessage): Promise<FormData | undefined> {
  const body = await readBody(request, MAX_FORM_BYTES);
  const headers = { "content-type": request.headers["content-type"] ?? "" };

  return new Response(new Uint8Array(body), { headers }).formData().catch(() => undefined);
}

function textOf(form: FormData | undefined, name: string): string {
  const value = form?.get(name);
  return typeof value === "string" ? value : "";
}
