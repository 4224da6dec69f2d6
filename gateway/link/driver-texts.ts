import type { DriverName, LoginDriver } from "./login-driver.ts";

/** What owners read of each way of signing in. */
export const driverTexts: Readonly<
  Record<DriverName, { readonly title: string; readonly text: string }>
> = {
  companion: {
    title: "With your own browser",
    text: "You are signed in to OnlyFans in this browser. A small extension hands that over, with one click.",
  },
  browser: {
    title: "On the OnlyFans page, shown here",
    text: "This server opens OnlyFans in a browser of its own and shows it to you. You sign in and answer what it asks.",
  },
  import: {
    title: "With a session you copied",
    text: "For people who know how to read cookies in their browser.",
  },
  password: {
    title: "With e-mail and password",
    text: "You type them on a page of this server, which signs you in.",
  },
};

/** What becomes of the password, by how far it comes. */
export const passwordTexts: Readonly<Record<LoginDriver["passwordReaches"], string>> = {
  nobody: "Your password never comes to this server.",
  browser: "Your password passes through a browser on this server, and is not kept.",
  server: "Your password goes through this server once, and is wiped.",
};
