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
  drivers: section(
    "How owners may sign in, of which each app can take away some: the `companion` extension hands over the session of the owner's own browser, `browser` shows the site in a browser on this server, `import` takes a session that was copied, and `password` is typed on a page of this server.",
    {
      sandbox: drivers("For the sandbox's accounts."),
      live: drivers("For live accounts; apps have no `password` there unless they ask for it."),
    },
  ),
});

function drivers(description: string) {
  return Type.Array(Type.Enum(["companion", "browser", "import", "password"]), {
    default: ["companion", "browser", "import", "password"],
    uniqueItems: true,
    restart: true,
    description,
  });
}
