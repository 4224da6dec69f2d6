import { stripVTControlCharacters, styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

const levelStyles: Readonly<Record<string, Style>> = {
  debug: "gray",
  info: "green",
  warn: "yellow",
  error: "red",
};

/**
 * One JSON log line as a person reads it: time, level, sentence, fields, and the stacks of errors
 * indented below. Control characters cannot pass.
 */
export function readableLine(line: string): string {
  const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const name = String(level);
  const stacks: string[] = [];
  const parts = [
    styleText("gray", String(time).slice(11, 19)),
    styleText(levelStyles[name] ?? "white", name.padEnd(5)),
    printable(String(msg)),
  ];
  for (const [key, value] of Object.entries(fields)) {
    const text = readableValue(value, stacks);
    parts.push(`${styleText("gray", `${printable(key)}=`)}${text}`);
  }
  return `${[parts.join(" "), ...stacks].join("\n")}\n`;
}

function readableValue(value: unknown, stacks: string[]): string {
  if (typeof value === "string" && /^[\w.:/-]+$/.test(value)) return value;
  const json = JSON.stringify(value, (key, member: unknown) => {
    if (key !== "stack" || typeof member !== "string") return member;
    for (const each of member.split("\n")) stacks.push(`    ${printable(each.trim())}`);
    return undefined;
  });
  return printable(json);
}

// A name or path of a stranger must not draw on the operator's terminal.
function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, " ");
}
