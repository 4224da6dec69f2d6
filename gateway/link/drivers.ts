import type { EnvironmentName } from "../environments.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Repositories } from "../store/store.ts";
import { linkAppOf, type LinkApp } from "./link-apps.ts";
import { DRIVER_NAMES, type DriverName, type LoginDriver } from "./login-driver.ts";

/** The ways of signing in that this server has. */
export interface Drivers {
  /** Those that an app's owners may use now, the one that keeps the password furthest away first. */
  readonly offered: (
    environment: EnvironmentName,
    app: Pick<LinkApp, "drivers">,
    mode: LinkSessionRow["mode"],
  ) => LoginDriver[];
  /** Those for one session: once the upstream asked for a captcha or a face, the live browser comes first and the password no more. */
  readonly offeredTo: (
    session: Pick<LinkSessionRow, "appId" | "environment" | "country" | "mode" | "proof">,
  ) => Promise<LoginDriver[]>;
  /** The one that a session has left, told so that it can give up what it holds. */
  readonly leave: (session: Pick<LinkSessionRow, "id" | "driver">) => void;
}

const HOUR_MS = 3_600_000;

/** Chooses among the drivers there are: what the configuration allows, the app wants, and is ready. */
export function createDrivers(options: {
  readonly store: Pick<Repositories, "linkRecords" | "linkSessions">;
  readonly drivers: readonly LoginDriver[];
  /** The configuration's, per environment. */
  readonly allowed: Readonly<Record<EnvironmentName, readonly DriverName[]>>;
  readonly now: () => number;
}): Drivers {
  const { store, drivers, allowed, now } = options;

  /**
   * A live upstream that has just asked one owner for a captcha will ask the next who signs in from the
   * same country, through the same outbound proxies: no password is taken in vain. What it asks may
   * change, so an hour later the next one tries.
   */
  const isCaptchaKnown = async (session: Pick<LinkSessionRow, "environment" | "country">) =>
    session.environment === "live" &&
    (await store.linkSessions.hasProof(session, "captcha_required", now() - HOUR_MS));

  const offered: Drivers["offered"] = (environment, app, mode) =>
    DRIVER_NAMES.filter(
      (name) => allowed[environment].includes(name) && app.drivers.includes(name),
    ).flatMap((name) =>
      drivers.filter((each) => each.name === name && isReady(each, environment, mode)),
    );

  return {
    offered,
    offeredTo: async (session) => {
      const { appId, environment, mode, proof } = session;
      const found = offered(environment, await linkAppOf(store, { id: appId, environment }), mode);
      if (proof !== null) return wherePersonsAnswer(found);
      const hasBrowser = found.some(({ name }) => name === "browser");
      return hasBrowser && (await isCaptchaKnown(session)) ? wherePersonsAnswer(found) : found;
    },
    leave: ({ id, driver: name }) => {
      const left = drivers.find((each) => each.name === name);
      if (left?.kind === "hand-over") left.leave?.(id);
    },
  };
}

/** The driver a session signs in with: the owner's choice, or the only one there is. */
export function driverOf(
  { driver: chosen }: Pick<LinkSessionRow, "driver">,
  offered: readonly LoginDriver[],
): LoginDriver | undefined {
  return offered.length === 1 ? offered[0] : offered.find(({ name }) => name === chosen);
}

/** Browsers lend an extension the page of a tab, not a frame in an app's page. */
function isReady(
  { name, isReady }: LoginDriver,
  environment: EnvironmentName,
  mode: LinkSessionRow["mode"],
): boolean {
  return (isReady?.(environment) ?? true) && !(name === "companion" && mode === "embed");
}

/** A person answers in a browser what a page that takes a password could not. */
function wherePersonsAnswer(offered: readonly LoginDriver[]): LoginDriver[] {
  const left = offered.filter(({ name }) => name !== "password");
  return [...left].sort((one, other) => rank(one) - rank(other));
}

function rank({ name }: LoginDriver): number {
  return name === "browser" ? 0 : 1;
}
