import { createRandom } from "../support/seeded-random.ts";

const PIECES = ["\r\n", "\r", "\n", "\0", ":", "\t", " ", ",", ";", "0", "\r\n\r\n"];

/** Makes small changes to requests, the same ones for the same seed. */
export function createMutator(seed: number): (text: string, others: readonly string[]) => string {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (list: readonly string[]) => list[below(list.length)] ?? "";
  const byte = () => String.fromCharCode(below(256));

  const changes: readonly ((text: string, others: readonly string[]) => string)[] = [
    (text) => splice(text, below(text.length), 1, ""),
    (text) => splice(text, below(text.length), 1, byte()),
    (text) => splice(text, below(text.length), 0, byte()),
    (text) => splice(text, below(text.length), 0, pick(PIECES)),
    (text) => changeLines(text, (lines, at) => lines.splice(at, 0, lines[at] ?? "")),
    (text) => changeLines(text, (lines, at) => lines.splice(at, 1)),
    (text) => changeLines(text, (lines, at) => lines.push(...lines.splice(at, 1))),
    (text, others) => text + pick(others),
    (text) => text.slice(0, below(text.length)),
  ];

  function changeLines(text: string, change: (lines: string[], at: number) => unknown): string {
    const lines = text.split("\r\n");
    change(lines, 1 + below(Math.max(1, lines.length - 1)));
    return lines.join("\r\n");
  }

  return (text, others) => {
    let mutant = text;
    for (let count = 1 + below(3); count > 0; count--)
      mutant = changes[below(changes.length)]?.(mutant, others) ?? mutant;
    return mutant;
  };
}

function splice(text: string, at: number, removed: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at + removed);
}
