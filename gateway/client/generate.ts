import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { readFile } from "node:fs/promises";
import type { OpenApi, Operation } from "../api/reference/document.ts";
import { MODULES, declarationOf } from "./files.ts";

const NOTE = "// Written by `npm run docs` from the gateway's own OpenAPI document.\n";

/** The text of the client's generated files by path: its types, and the declarations that go into its package. */
export async function clientFiles(document: OpenApi): Promise<Readonly<Record<string, string>>> {
  const types = astToString(await openapiTS(structuredClone(withOwnConnection(document)) as never));
  const declarations = await Promise.all(
    MODULES.map(async (name) => {
      const source = new URL(`${name}.ts`, import.meta.url);
      const { outputText } = ts.transpileDeclaration(await readFile(source, "utf8"), {
        fileName: source.pathname,
        compilerOptions: { isolatedDeclarations: true, verbatimModuleSyntax: true },
        reportDiagnostics: true,
      });
      return [declarationOf(name), NOTE + outputText] as const;
    }),
  );
  return { "gateway/client/api.d.ts": NOTE + types, ...Object.fromEntries(declarations) };
}

/** The client sends its connection with every request: a caller need not name it. */
function withOwnConnection(document: OpenApi): OpenApi {
  const relaxed = (operation: Operation): Operation => ({
    ...operation,
    parameters: operation.parameters.map((each) =>
      each.in === "header" ? { ...each, required: false } : each,
    ),
  });
  return {
    ...document,
    paths: Object.fromEntries(
      Object.entries(document.paths).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([method, operation]) => [method, relaxed(operation)]),
        ),
      ]),
    ),
  };
}
