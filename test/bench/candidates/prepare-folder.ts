import type { Gateway } from "../../../gateway/gateway.ts";
import { session } from "../../api/account-gateway.ts";
import { openCountersign } from "./serve-countersign.ts";

/** Fills a data folder with so many accounts and ends: what imports them is not what is measured. */
const [dataDir = "", count = "0"] = process.argv.slice(3);
const gateway = await openCountersign({ dataDir });
await importConnections(gateway, Number(count));
await gateway.close();
process.exit();

async function importConnections({ adminUrl, adminToken }: Gateway, total: number): Promise<void> {
  const rows = Array.from({ length: total }, (_, index) =>
    JSON.stringify(session(`${10_000 + index}`)),
  );
  const answer = await fetch(`${adminUrl}/admin/connections/import?environment=sandbox`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/jsonl" },
    body: rows.join("\n"),
  });
  const done = (await answer.text()).split("\n").filter((line) => line.includes('"ok":true'));
  if (done.length !== total) throw new Error(`${done.length} of ${total} were imported`);
}
