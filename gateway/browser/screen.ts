import { act } from "./act.ts";
import type { Input } from "./input.ts";
import type { LoginPage, LoginPages } from "./pages.ts";

/** Whoever looks at a login's browser. */
export interface Viewer {
  readonly show: (frame: Buffer) => void;
  readonly say: (message: ViewerMessage) => void;
}

/** What a viewer is told. */
export type ViewerMessage =
  | { readonly t: "place"; readonly host: string; readonly isTls: boolean }
  | { readonly t: "state"; readonly state: "starting" | "ready" | "taking-over" }
  | { readonly t: "end"; readonly reason: string };

/** The picture of a browser's page in front, and what is done on it. */
export interface Screen {
  /** Shows it to another viewer from now on, or to nobody. */
  readonly setViewer: (viewer: Viewer | undefined) => void;
  readonly take: (input: Input) => Promise<void>;
}

/** Enough that text is sharp, little enough for a phone's connection. */
const JPEG_QUALITY = 72;

type Size = Extract<Input, { t: "size" }>;

/** Shows the page in front. The browser makes a frame when those before have been drawn. */
export function createScreen(pages: LoginPages): Screen {
  let viewer: Viewer | undefined;
  let size: Size | undefined;
  let shown: LoginPage | undefined;
  let restarting = Promise.resolve();
  let sent = 0;
  /** The frames under way, and how to tell the browser that one was drawn. */
  const pending = new Map<number, () => void>();
  const known = new WeakSet<LoginPage>();

  function sayPlace(): void {
    const url = pages.front()?.url() ?? "";
    if (!URL.canParse(url)) return;
    const { host, protocol } = new URL(url);
    if (host !== "") viewer?.say({ t: "place", host, isTls: protocol === "https:" });
  }

  /** One after the other: a page that is shown must have stopped being shown before it starts anew. */
  function restart(): void {
    restarting = restarting.then(async () => {
      pending.clear();
      // A page may close at any time; another is then in front, and this begins again.
      await shown?.send("Page.stopScreencast").catch(() => undefined);
      shown = pages.front();
      if (shown === undefined || viewer === undefined || size === undefined) return;
      await start(shown, size).catch(() => undefined);
    });
  }

  async function start(
    page: LoginPage,
    { width, height, scale, isTouch, isDark }: Size,
  ): Promise<void> {
    if (!known.has(page)) page.on("Page.screencastFrame", (frame) => show(page, frame));
    known.add(page);
    const metrics = { width, height, deviceScaleFactor: scale, mobile: isTouch };
    await page.send("Emulation.setDeviceMetricsOverride", metrics);
    await page.send("Emulation.setTouchEmulationEnabled", { enabled: isTouch });
    await page.send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: isDark ? "dark" : "light" }],
    });
    // A page in the background blinks no caret and gets no focus.
    await page.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    await page.send("Page.startScreencast", {
      format: "jpeg",
      quality: JPEG_QUALITY,
      maxWidth: Math.round(width * scale),
      maxHeight: Math.round(height * scale),
    });
    sayPlace();
  }

  function show(page: LoginPage, { data, sessionId }: { data: string; sessionId: number }): void {
    if (page !== shown || viewer === undefined) return;
    sent += 1;
    pending.set(sent, () => {
      page.send("Page.screencastFrameAck", { sessionId }).catch(() => undefined);
    });
    viewer.show(Buffer.from(data, "base64"));
  }

  pages.onChange((change) => {
    if (change === "place") sayPlace();
    else restart();
  });

  return {
    setViewer: (next) => {
      viewer = next;
      sent = 0;
      restart();
    },
    take: async (input) => {
      if (input.t === "size") {
        size = input;
        restart();
      } else if (input.t === "ack") {
        const drawn = pending.get(input.frame);
        pending.delete(input.frame);
        drawn?.();
      } else if (shown !== undefined) {
        // A page that closes meanwhile takes no more.
        await act(shown, input).catch(() => undefined);
      }
    },
  };
}
