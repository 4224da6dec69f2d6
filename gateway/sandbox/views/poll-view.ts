import type { Poll } from "../world/poll.ts";
import { iso } from "./view.ts";

/** The fields of a post that tell of its poll; nobody in the sandbox votes. */
export function viewPoll(poll: Poll | undefined): object {
  if (poll === undefined) return { hasVoting: false, voting: [] };
  const options = poll.options.map((option) => ({ ...option, count: 0, percent: 0 }));
  return {
    hasVoting: true,
    votingType: 1,
    voting: { finishedAt: iso(poll.finishesAt), options, total: 0 },
  };
}
