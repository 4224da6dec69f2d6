import { Type } from "typebox";
import { count, milliseconds, section } from "./fields.ts";

const MINUTE_MS = 60_000;

/** How connections are looked after. */
export const health = section(
  "How connections are looked after between the requests that use them.",
  {
    monitor: Type.Boolean({
      default: true,
      description:
        "Reads the own profile of connections that nothing was heard of, and of challenged ones.",
    }),
    idleMs: milliseconds(360 * MINUTE_MS, "A connection not seen working for so long is checked.", {
      minimum: MINUTE_MS,
    }),
    parallel: count(4, "Checks at the same time, over all connections."),
    pauseMs: milliseconds(
      30_000,
      "A connection is not checked again for so long because of another doubt; doubled after each check that came to nothing.",
    ),
    maxPauseMs: milliseconds(60 * MINUTE_MS, "The longest such pause."),
    sessionDays: count(
      90,
      "`connection.will_expire` is sent before a session is so old, where nobody has said when its cookie ends; an estimate, and 0 goes by cookies and challenges alone.",
      { minimum: 0 },
    ),
    warnDays: count(7, "How long before it is sent."),
    challenges: count(3, "It is sent, too, for a session challenged so often within `warnDays`."),
  },
  { restart: true },
);
