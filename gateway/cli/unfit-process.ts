const MIN_NODE_MAJOR = 22;

/** Why a process should hold no secrets at all, if it should not: its Node, or variables that would log them. */
export function unfitProcess(
  node: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (Number(node.split(".")[0]) < MIN_NODE_MAJOR) {
    return `Node ${node} is too old. Start with \`npm start\`: npm has installed a current one for it.`;
  }
  // http-proxy-3 logs its options, and Node its headers, when these are set.
  for (const [name, pattern] of [
    ["DEBUG", /\*|http-proxy/],
    ["NODE_DEBUG", /\b(http|https|tls|net)\b/],
  ] as const) {
    if (pattern.test(env[name] ?? "")) {
      return `${name} would write secrets to the log. Unset it and start again.`;
    }
  }
  return undefined;
}
