import { existsSync, statSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { Config } from "../../config/schema.ts";
import type { Cli } from "../command.ts";
import { keyPlace, keyProblem } from "../master-key.ts";
import { unfitProcess } from "../unfit-process.ts";
import { fine, type Finding } from "./finding.ts";

/** Whether this Node and its variables are fit to hold secrets. */
export function checkNode({ env }: Cli): Finding {
  const { node } = process.versions;
  const unfit = unfitProcess(node, env, process.execArgv);
  if (unfit === undefined) return fine("node", `Node ${node}`);
  return {
    check: "node",
    verdict: "fail",
    found: unfit,
    remedy: "Run `npm start` in a clean environment.",
  };
}

/** Whether the data folder is its owner's alone. */
export function checkDataFolder({ dataDir }: Config): Finding {
  const check = "data folder";
  if (!existsSync(dataDir)) return fine(check, `${dataDir} is made by the first start`);
  const mode = openTo(dataDir);
  if (mode === undefined) return fine(check, dataDir);
  return {
    check,
    verdict: "fail",
    found: `${dataDir} is open to others (mode ${mode})`,
    remedy: `chmod 700 ${dataDir}`,
  };
}

/** Whether the master key is there, fits, is its owner's alone, and lies apart from what it protects. */
export function checkMasterKey(config: Config, cli: Cli): Finding {
  const check = "master key";
  const { dataDir } = config;
  const place = keyPlace(config, cli);
  const problem = keyProblem(dataDir, place);
  if (problem !== undefined)
    return { check, verdict: "fail", found: problem, remedy: place.provider.remedy };
  const { file } = place;
  if (file === undefined)
    return {
      check,
      verdict: "warn",
      found: place.provider.warning ?? place.provider.place,
      remedy: "Put the key into a file and name it with KEY_FILE.",
    };
  const mode = existsSync(file) ? openTo(file) : undefined;
  if (mode !== undefined)
    return {
      check,
      verdict: "fail",
      found: `${file} is open to others (mode ${mode})`,
      remedy: `chmod 600 ${file}; if others may have read it, change the key.`,
    };
  if (!relative(dataDir, dirname(file)).startsWith(".."))
    return {
      check,
      verdict: "warn",
      found: `${file} lies in the data folder: a copy of the folder is then as good as the sessions`,
      remedy: "Stop the gateway, move the key elsewhere, and name it with KEY_FILE.",
    };
  return fine(check, existsSync(file) ? file : `${file} is made by the first start`);
}

/** The mode of a file that others than its owner may use; Windows has no such bits. */
function openTo(path: string): string | undefined {
  const mode = statSync(path).mode & 0o777;
  const isOpen = process.platform !== "win32" && (mode & 0o077) !== 0;
  return isOpen ? `0${mode.toString(8)}` : undefined;
}
