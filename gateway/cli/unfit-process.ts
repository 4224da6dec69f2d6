const MIN_NODE_MAJOR = 22;

type Variables = Readonly<Record<string, string | undefined>>;

const WRITES_MEMORY = "would write the secrets in memory to a file";
const WRITES_VARIABLES = "would write the environment's variables to a file";

/** What Node would write out, or no longer check, when it is asked to. */
const FLAGS: readonly (readonly [flag: string, consequence: string])[] = [
  ["--tls-keylog", "would write the keys of every TLS connection to a file"],
  ["--trace-tls", "would write what TLS connections carry to the log"],
  ["--insecure-http-parser", "would let requests through that two servers read differently"],
  ["--heapsnapshot-near-heap-limit", WRITES_MEMORY],
  ["--heapsnapshot-signal", WRITES_MEMORY],
  ["--abort-on-uncaught-exception", WRITES_MEMORY],
  ["--report-on-fatalerror", WRITES_VARIABLES],
  ["--report-on-signal", WRITES_VARIABLES],
  ["--report-uncaught-exception", WRITES_VARIABLES],
];

/**
 * Why a process should hold no secrets at all, if it should not: its Node, or variables and flags
 * that would write secrets out or switch off checks. `flags` are Node's own, as in `process.execArgv`.
 */
export function unfitProcess(
  node: string,
  env: Variables,
  flags: readonly string[],
): string | undefined {
  if (Number(node.split(".")[0]) < MIN_NODE_MAJOR) {
    return `Node ${node} is too old. Start with \`npm start\`: npm has installed a current one for it.`;
  }
  return unfitVariable(env) ?? unfitFlag(flags, "Node's") ?? unfitFlag(optionsIn(env), OPTIONS);
}

function unfitVariable(env: Variables): string | undefined {
  // http-proxy-3 logs its options under DEBUG; Node logs header fields and whole pieces of bodies.
  const isLogging = /\*|http-proxy/.test(env["DEBUG"] ?? "");
  const name = isLogging ? "DEBUG" : ["NODE_DEBUG", "NODE_DEBUG_NATIVE"].find((each) => env[each]);
  if (name !== undefined)
    return `${name} would write secrets to the log. Unset it and start again.`;
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
    return "NODE_TLS_REJECT_UNAUTHORIZED=0 would send sessions to whoever answers. Unset it; to trust an authority of your own, name its file in NODE_EXTRA_CA_CERTS.";
  }
  return undefined;
}

const OPTIONS = "NODE_OPTIONS";

function optionsIn(env: Variables): readonly string[] {
  return (env[OPTIONS] ?? "").split(/\s+/).map((each) => each.replace(/^["']/, ""));
}

function unfitFlag(flags: readonly string[], where: string): string | undefined {
  // Node takes underscores for dashes, and a limit of 0 for none.
  const isFlag = (flag: string) => (each: string) => {
    const [name, value] = each.split("=");
    return name?.replaceAll("_", "-") === flag && value !== "0";
  };
  const found = FLAGS.find(([flag]) => flags.some(isFlag(flag)));
  return found && `${where} ${found[0]} ${found[1]}. Leave it out and start again.`;
}
