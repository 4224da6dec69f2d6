/** A cell: nothing prints as `-`. */
export type Cell = string | number | boolean | null | undefined;

/** Rows under a head, in columns that are as wide as their widest cell; numbers stand to the right. Without rows it says so. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return "There are none.";
  const texts = [head, ...rows].map((row) => head.map((_, column) => textOf(row[column])));
  const widths = head.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  const isNumeric = head.map((_, column) => rows.every((row) => typeof row[column] === "number"));
  return texts
    .map((row) =>
      row
        .map((text, column) => {
          const width = widths[column] ?? 0;
          return isNumeric[column] === true ? text.padStart(width) : text.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** How long something took or is old, in the largest unit that leaves a number to read. */
export function duration(ms: number): string {
  const units = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1_000, "s"],
  ] as const;
  const [size, unit] = units.find(([unitMs]) => ms >= 2 * unitMs) ?? [1, "ms"];
  return `${Math.floor(ms / size)} ${unit}`;
}

function textOf(cell: Cell): string {
  if (cell === undefined || cell === null) return "-";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return String(cell);
}
