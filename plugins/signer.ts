import { definePlugin, GatewayError, retry, Type, type Retry } from "../gateway/chain/plugin.ts";
import type { UpstreamResponse } from "../gateway/chain/plugin.ts";
import type { EnvironmentName } from "../gateway/environments.ts";
import { classify, type Classification } from "../gateway/upstream/classify.ts";
import { wrongClock } from "../gateway/upstream/wrong-clock.ts";
import "./session.ts";

const peekBytes = 65_536;
const reason = "stale-rules";
const formerRules = "former-rules";

export default definePlugin({
  name: "signer",
  summary:
    "Has each attempt signed with the current rules. One that is refused is repeated: with the rules before, if these are new and never yet worked, else when newer ones have come.",
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
      const { retryOf, signature } = response.attempt;
      const refused = signature?.revision ?? "";
      rules.refused(environment, refused);
      if (retryOf === reason) throw outdated(answer, refused);
      // A refused signature proves that nothing was executed, so any method may be repeated.
      const once = { nothingExecuted: true, otherwise: outdated(answer, refused) };
      if (retryOf === undefined && rules.standIn(environment, refused) !== undefined)
        return retry(formerRules, once);
      const newer = await rules.waitForNewer(environment, refused);
      if (newer === undefined) throw once.otherwise;
      return retry(reason, once);
    }

    return {
      onAttempt: ({ facts: { connection } }, attempt) => {
        const { environment, id: connectionId } = connection;
        const current = rules.current(environment);
        if (current === undefined)
          throw new GatewayError("NOT_READY", `There are no signing rules for "${environment}".`);
        const build =
          attempt.retryOf === formerRules
            ? (rules.standIn(environment, current.revision) ?? current)
            : current;
        attempt.signature = { environment, connectionId, revision: build.revision };
      },
      onUpstreamResponse: ({ facts }, response) => {
        const { status, attempt } = response;
        const { environment } = facts.connection;
        if (status < 300 && attempt.signature !== undefined)
          rules.accepted(environment, attempt.signature.revision, attempt.retryOf === formerRules);
        if (status !== 400 && status !== 401) return undefined;
        return inspect(environment, response);
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
