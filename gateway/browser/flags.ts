/** What a login's Chromium is started with. Nothing here makes it look like another browser. */
export function flagsFor(options: {
  readonly profile: string;
  readonly proxyUrl: string;
  readonly isSandboxed: boolean;
}): string[] {
  return [
    "--headless",
    "--remote-debugging-pipe",
    `--user-data-dir=${options.profile}`,
    `--proxy-server=${options.proxyUrl}`,
    // Chromium would go past a proxy to this machine's own addresses.
    "--proxy-bypass-list=<-loopback>",
    ...(options.isSandboxed ? [] : ["--no-sandbox"]),
    ...NO_OTHER_WAY,
    ...NOTHING_OF_ITS_OWN,
    "about:blank",
  ];
}

/** QUIC and WebRTC speak UDP past a proxy, and a name looked up here would tell where the owner goes. */
const NO_OTHER_WAY = [
  "--disable-quic",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
  "--dns-prefetch-disable",
];

/** A browser calls home, updates and remembers; this one does what its owner does and no more. */
const NOTHING_OF_ITS_OWN = [
  "--no-first-run",
  "--no-default-browser-check",
  "--no-pings",
  "--disable-background-networking",
  "--disable-breakpad",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-features=AutofillServerCommunication,MediaRouter,OptimizationHints,Translate",
  "--disable-sync",
  "--metrics-recording-only",
  "--mute-audio",
  "--password-store=basic",
  "--use-mock-keychain",
];
