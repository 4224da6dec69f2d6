import { Type, type Static } from "typebox";
import { toIsoDate } from "./dates.ts";

/** A poll under a post, as a caller writes it. */
export const Poll = Type.Object(
  {
    options: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 2,
      maxItems: 10,
      description: "What can be voted for, in order.",
    }),
    finishDate: Type.Optional(
      Type.Union([Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0 })], {
        description: "When the vote ends; the upstream decides if it is left out.",
      }),
    ),
  },
  {
    additionalProperties: false,
    description:
      "A poll. The published API gives its form nowhere, so this one is the gateway's own; the upstream's name for the options, `voting`, is inferred from its answers.",
  },
);

/** The poll in the upstream's words, of which `votingDueDate` is seen in public clients. */
export function writePoll({ options, finishDate }: Static<typeof Poll>): object {
  return {
    voting: options,
    ...(finishDate !== undefined && {
      votingDueDate: toIsoDate(finishDate, "poll.finishDate"),
    }),
  };
}
