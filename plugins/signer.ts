import { definePlugin, GatewayError, retry, Type, type Retry } from "../gateway/chain/plugin.ts";
import type { UpstreamResponse } from "../gateway/chain/plugin.ts";
import type { EnvironmentName } from "../gateway/environments.ts";
import { classify, type Classification } from "../gateway/upstream/classify.ts";
import { wrongClock } from "../gateway/upstream/wrong-clock.ts";
import "./session.ts";

const peekBytes = 65_536;
const reason = "stale-rules";

export default definePlugin({
  name: "signer",
  summary:
    "Has each attempt signed with the current rules, and repeats one refused for stale rules when newer ones have come.",
  config: Type.Object({}),
  requires: ["connection"],
  setup: (_config, { services: { rules }, clock }) => {
    async function inspect(
      environment: EnvironmentName,
      response: UpstreamResponse,
    ): Promise<Retry | undefined> {
      const { bytes } = await response.peek(peekBytes);
      const answer = classify(response.status, response.headers, bytes);
      if (answer.kind !== reason) return undefined;
      const misdated = wrongClock(answer, clock.now());
      if (misdated !== undefined) throw misdated;
      const refused = response.attempt.signature?.revision ?? "";
      if (response.attempt.retryOf === reason) throw outdated(answer, refused);
      const newer = await rules.waitForNewer(environment, refused);
      if (newer === undefined) throw outdated(answer, refused);
      // A refused signature proves that nothing was executed, so any method may be repeated.
      return retry(reason, { nothingExecuted: true, otherwise: outdated(answer, refused) });
    }

    return {
      onAttempt: ({ facts: { connection } }, attempt) => {
        const { environment, id: connectionId } = connection;
        const build = rules.current(environment);
        if (build === undefined)
          throw new GatewayError("NOT_READY", `There are no signing rules for "${environment}".`);
        attempt.signature = { environment, connectionId, revision: build.revision };
      },
      onUpstreamResponse: ({ facts }, response) => {
        const { status } = response;
        if (status !== 400 && status !== 401) return undefined;
        return inspect(facts.connection.environment, response);
      },
    };
  },
});

function outdated({ status, code, message }: Classification, revision: string): GatewayError {
  return new GatewayError(
    "RULES_OUTDATED",
    `The upstream refused a signature made with the rules ${revision}, the newest here.`,
    {
      upstream: {
        status,
        ...(code !== undefined && { code }),
        ...(message !== undefined && { message }),
      },
    },
  );
}
