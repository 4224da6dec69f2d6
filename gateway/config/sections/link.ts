import { Type } from "typebox";
import { milliseconds, section } from "./fields.ts";

/** The pages on which an account's owner links it, and manages what they agreed to. */
export const link = section("The pages on which an account's owner links it and looks after it.", {
  operator: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 80,
      restart: true,
      description: "Who runs this server, as owners read it before they agree.",
    }),
  ),
  contact: Type.Optional(
    Type.String({
      minLength: 3,
      maxLength: 120,
      restart: true,
      description: "How owners reach whoever runs it: an e-mail address or a web page.",
    }),
  ),
  lifetimeMs: milliseconds(3_600_000, "How long a Link session can be used.", {
    minimum: 60_000,
    restart: true,
  }),
});
