import type { ControlApp } from "../control-plane.ts";
import type { OpenApi } from "./document.ts";
import { llmsText, referenceMarkdown } from "./reference-markdown.ts";

/**
 * `/openapi.json`, `/docs.md` and `/llms.txt`, all of one document, which is made when it is
 * first asked for, and again when other endpoints are served.
 */
export function referenceRoutes<Endpoints extends object>(
  app: ControlApp,
  served: () => Endpoints,
  create: (endpoints: Endpoints) => OpenApi,
): void {
  const madeOf = createMadeOf(served);
  const document = madeOf(create);
  const json = madeOf(() => JSON.stringify(document()));
  const markdown = madeOf(() => referenceMarkdown(document()));
  const llms = madeOf(() => llmsText(document()));
  app.get("/openapi.json", (_request, reply) =>
    reply.header("content-type", "application/json; charset=utf-8").send(json()),
  );
  app.get("/docs.md", (_request, reply) =>
    reply.header("content-type", "text/markdown; charset=utf-8").send(markdown()),
  );
  app.get("/llms.txt", (_request, reply) =>
    reply.header("content-type", "text/plain; charset=utf-8").send(llms()),
  );
}

/** What is made of a source is kept until the source is another. */
function createMadeOf<Source extends object>(source: () => Source) {
  return <Value>(create: (source: Source) => Value): (() => Value) => {
    let made: { readonly of: Source; readonly value: Value } | undefined;
    return () => {
      const now = source();
      if (made?.of !== now) made = { of: now, value: create(now) };
      return made.value;
    };
  };
}
