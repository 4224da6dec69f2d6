import type { AdminApi } from "../admin-api.ts";
import { EXIT, toFailure } from "../command-error.ts";
import { fine, type Finding } from "./finding.ts";

interface Trial {
  readonly egressId: string | null;
  readonly steps: readonly {
    readonly step: string;
    readonly ms: number;
    readonly error?: {
      readonly code: string;
      readonly source: string;
      readonly message: string;
      readonly nextActions: readonly string[];
    };
  }[];
}

/** Goes a named connection's way through the running gateway: a row for its outbound proxy, one signed out, one signed in. */
export async function checkConnection(
  gateway: AdminApi,
  connectionId: string,
): Promise<readonly Finding[]> {
  try {
    const path = `/admin/connections/${encodeURIComponent(connectionId)}/try`;
    const { egressId, steps } = (await gateway.post(path, {})) as Trial;
    return steps.map(({ step, ms, error }): Finding => {
      const check = `connection ${step}`;
      const way = egressId === null ? "" : ` through ${egressId}`;
      if (error === undefined) return fine(check, `${ms} ms${way}`);
      const found = `${error.code}, ${error.source}${way}: ${error.message}`;
      return { check, verdict: "fail", found, remedy: error.nextActions[0] ?? "" };
    });
  } catch (thrown) {
    const { exitCode, message } = toFailure(thrown);
    if (exitCode === EXIT.unreachable) throw thrown;
    const remedy = "`countersign connections list` names those that are there.";
    return [{ check: "connection", verdict: "fail", found: message, remedy }];
  }
}
