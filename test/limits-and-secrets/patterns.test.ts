import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { checkSync } from "recheck";
import ts from "typescript";

const root = new URL("../../", import.meta.url);

/** One regular expression of the project, and where it stands. */
interface Pattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

test("D12: no regular expression of the project can be made to backtrack without end", (t) => {
  const patterns = [...literals(), ...schemaPatterns()];
  t.diagnostic(`${patterns.length} patterns`);
  assert.ok(patterns.length > 100);
  const vulnerable = patterns.flatMap(({ place, source, flags }) => {
    const { status } = checkSync(source, flags);
    return status === "safe" ? [] : [`${place}: /${source}/${flags} is ${status}`];
  });
  assert.deepEqual(vulnerable, []);
});

test("D12: the checker does find a vulnerable expression", () => {
  assert.equal(checkSync("^(a+)+$", "").status, "vulnerable");
});

function literals(): Pattern[] {
  return sources().flatMap((file) => {
    const found: Pattern[] = [];
    const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        found.push({
          place: file,
          source: node.text.slice(1, end),
          flags: node.text.slice(end + 1),
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** The `pattern` members of the schemas that ajv compiles. */
function schemaPatterns(): Pattern[] {
  const files = ["config/gateway.schema.json", ...globSync("rules/schemes/*.json", { cwd: root })];
  return files.flatMap((place) => {
    const found: Pattern[] = [];
    JSON.parse(read(place), (key, value: unknown) => {
      if (key === "pattern" && typeof value === "string")
        found.push({ place, source: value, flags: "u" });
      return value;
    });
    return found;
  });
}

function sources(): string[] {
  return globSync("{gateway,plugins}/**/*.ts", { cwd: root });
}

function read(file: string): string {
  return readFileSync(new URL(file, root), "utf8");
}
