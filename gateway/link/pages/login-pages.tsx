import type { VNode } from "preact";
import type { DriverName } from "../login-driver.ts";
import { BrowserPage } from "./browser-page.tsx";
import { ImportPage } from "./import-page.tsx";
import { PasswordPage } from "./password-page.tsx";
import type { Step } from "./steps.tsx";

/** The page of each driver, where the owner signs in. */
export const loginPages: Readonly<
  Partial<Record<DriverName, (props: { readonly step: Step }) => VNode>>
> = {
  browser: BrowserPage,
  import: ImportPage,
  password: PasswordPage,
};
