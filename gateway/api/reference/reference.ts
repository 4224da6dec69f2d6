import type { ControlApp } from "../control-plane.ts";
import { sendPage } from "../page.ts";
import type { OpenApi } from "./document.ts";
import { referenceHtml } from "./reference-html.ts";
import { llmsText, referenceMarkdown } from "./reference-markdown.ts";

/**
 * `/openapi.json`, `/docs`, `/docs.md` and `/llms.txt`, all of one document, which is made when it is
 * first asked for.
 */
export function referenceRoutes(app: ControlApp, create: () => OpenApi): void {
  const document = once(create);
  const json = once(() => JSON.stringify(document()));
  const page = once(() => referenceHtml(document()));
  const markdown = once(() => referenceMarkdown(document()));
  const llms = once(() => llmsText(document()));
  app.get("/openapi.json", (_request, reply) =>
    reply.header("content-type", "application/json; charset=utf-8").send(json()),
  );
  app.get("/docs", (_request, reply) => sendPage(reply, "Countersign: every endpoint", page()));
  app.get("/docs.md", (_request, reply) =>
    reply.header("content-type", "text/markdown; charset=utf-8").send(markdown()),
  );
  app.get("/llms.txt", (_request, reply) =>
    reply.header("content-type", "text/plain; charset=utf-8").send(llms()),
  );
}

function once<Value>(create: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: create() }).value;
}
