import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Gateway } from "../../../gateway/gateway.ts";
import { session } from "../../api/account-gateway.ts";
import { openCountersign } from "./serve-countersign.ts";

/** Tables with a row for each account, and the columns that tell accounts apart. */
const TABLES: readonly (readonly [file: string, table: string, own: readonly string[]])[] = [
  ["countersign.db", "connections", ["id", "upstream_user_id"]],
  ["countersign.db", "grants", ["connection_id"]],
  ["countersign.db", "sessions", ["connection_id"]],
  ["countersign.db", "connection_history", ["id", "connection_id"]],
  ["keys.db", "data_keys", ["id", "connection_id"]],
];

/**
 * Fills a data folder with so many accounts and ends: what makes them is not what is measured. One is
 * imported and its rows are multiplied, since an import of 10,000 takes longer than all that is
 * measured; the copies' sessions open for nobody, and none is driven.
 */
const [dataDir = "", count = "1"] = process.argv.slice(3);
const gateway = await openCountersign({ dataDir });
const connectionId = await importOne(gateway);
await gateway.close();
for (const [file, table, own] of TABLES) multiply(join(dataDir, file), table, own);
process.exit();

async function importOne({ adminUrl, adminToken }: Gateway): Promise<string> {
  const answer = await fetch(`${adminUrl}/admin/connections/import?environment=sandbox`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/jsonl" },
    body: JSON.stringify(session("10000")),
  });
  const [, id] = /"connectionId":"(conn_[0-9A-Za-z]+)"/.exec(await answer.text()) ?? [];
  if (id === undefined) throw new Error("The account was not imported");
  return id;
}

/** Adds copies of the account's rows until there are so many; `own` columns get a number each at their end. */
function multiply(file: string, table: string, own: readonly string[]): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const described = database.prepare(`PRAGMA table_info(${table})`).all();
  const columns = described.map(({ name }) => String(name));
  const values = columns.map((name) => {
    if (!own.includes(name)) return name;
    const isNumber = described.some((each) => each["name"] === name && each["type"] === "integer");
    return isNumber ? "NULL" : `substr(${name}, 1, length(${name}) - 5) || (10000 + n)`;
  });
  const account = table === "connections" ? "id" : "connection_id";
  const { changes } = database
    .prepare(
      `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
       INSERT INTO ${table} (${columns.join(", ")})
       SELECT ${values.join(", ")} FROM ${table}, numbers WHERE ${account} = ?`,
    )
    .run(Number(count) - 1, connectionId);
  if (Number(changes) < Number(count) - 1) throw new Error(`${table} has ${changes} rows more`);
  database.close();
}
