import { GatewayError } from "../errors.ts";
import { isLoopbackHost } from "../loopback.ts";
import type { Store } from "../store/store.ts";
import { linkAppOf } from "./link-apps.ts";

/** Where an app's pages are: at the gateway's own address, and at the app's if it has one. */
export interface Places {
  readonly urlFor: (appId: string) => Promise<string>;
  readonly isServedAt: (host: string | undefined, appId: string) => Promise<boolean>;
}

/** Places by what apps registered. */
export function createPlaces(options: {
  readonly store: Store;
  readonly publicUrl: () => string;
}): Places {
  const { store, publicUrl } = options;

  async function ownUrl(appId: string): Promise<string | undefined> {
    const app = await store.apps.findById(appId);
    return app === undefined ? undefined : ((await linkAppOf(store, app)).publicUrl ?? undefined);
  }

  return {
    urlFor: async (appId) => (await ownUrl(appId)) ?? publicUrl(),
    isServedAt: async (host = "", appId) => {
      if (host === new URL(publicUrl()).host) return true;
      const own = await ownUrl(appId);
      if (own !== undefined && host === new URL(own).host) return true;
      // Whoever is on this machine, or a proxy on it, asks by a name that no other site can have.
      return URL.canParse(`http://${host}`) && isLoopbackHost(new URL(`http://${host}`).hostname);
    },
  };
}

/** Whether pages may be served there: passwords cross a network only encrypted. */
export function isSafePlace(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "https:" || isLoopbackHost(hostname);
}

/** @throws GatewayError `NOT_READY` where pages may not be served. */
export function assertSafePlace(publicUrl: string): void {
  if (isSafePlace(publicUrl)) return;
  throw new GatewayError("NOT_READY", "Link pages are not served over plain http.", {
    reason: "insecure_public_url",
    retryable: false,
    nextActions: ["Set PUBLIC_URL to an https address."],
  });
}
