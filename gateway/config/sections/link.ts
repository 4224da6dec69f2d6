import { Type } from "typebox";
import { count, milliseconds, section } from "./fields.ts";

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
  browser: section("The browsers on this server in which owners sign in.", {
    enabled: Type.Boolean({
      default: true,
      restart: true,
      description: "Whether there are any; where no Chromium is installed there are none.",
    }),
    executable: Type.Optional(
      Type.String({
        minLength: 1,
        path: true,
        restart: true,
        description: "A Chromium of your own, in place of the one that comes with the packages.",
      }),
    ),
    allowedHosts: Type.Array(Type.String({ pattern: "^(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+$" }), {
      default: ["onlyfans.com", "*.onlyfans.com", "challenges.cloudflare.com"],
      restart: true,
      description:
        "Hosts that a live login may reach, all over TLS; `*.` stands for any subdomain. The log names those that were refused.",
    }),
    maxBrowsers: count(3, "Browsers at a time; each takes about 300 MB of memory.", {
      restart: true,
    }),
    lifetimeMs: milliseconds(900_000, "How long one login may take.", { restart: true }),
    idleTimeoutMs: milliseconds(30_000, "A browser that nobody looks at is closed after this.", {
      restart: true,
    }),
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
