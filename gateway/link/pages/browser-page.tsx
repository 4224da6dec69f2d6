import { readFileSync } from "node:fs";
import { noticeText, screenTexts } from "../messages.ts";
import { Document, Note, Post } from "./document.tsx";
import { Scenarios } from "./password-page.tsx";
import { Leave, type Step } from "./steps.tsx";
import { SCREEN_STYLE } from "./screen-style.ts";
import { STYLE } from "./style.ts";

const script = readFileSync(new URL("browser-page.js", import.meta.url), "utf8");

/** The upstream's own page, shown from a browser on this server. */
export function BrowserPage({ step }: { readonly step: Step }) {
  const { frame, path, token, app, notice } = step;
  const withScript = { ...frame, script: `${script}${frame.script ?? ""}` };
  return (
    <Document
      frame={withScript}
      title="Sign in to OnlyFans"
      place="Step 2 of 2"
      isWide
      style={STYLE + SCREEN_STYLE}
    >
      <h1>Sign in to OnlyFans</h1>
      <p class="lead">
        {frame.isSandbox ? "Below is the sandbox’s own page" : "Below is the real page"}, in a
        browser that runs on this server. What you type goes through it and is not kept. {app} never
        sees it.
      </p>
      {notice !== null && <Note kind="bad">{noticeText(notice)}</Note>}
      {frame.isSandbox && <Scenarios />}
      <noscript>
        <p class="note bad">This way needs JavaScript. Please choose another way, or turn it on.</p>
      </noscript>
      <div class="browser">
        <p class="bar">
          <Lock />
          <span data-part="place">…</span>
        </p>
        <div
          class="screen"
          data-part="screen"
          data-path={`${path}/screen`}
          data-texts={JSON.stringify(screenTexts)}
        >
          <canvas data-part="picture" width="1" height="1" aria-hidden="true" />
          <textarea
            data-part="keys"
            rows={1}
            aria-label="Type into the page that is shown"
            aria-describedby="keys-hint"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
          />
        </div>
      </div>
      <p class="small status" role="status" data-part="status">
        {screenTexts.starting}
      </p>
      <p class="small hint" id="keys-hint">
        Click or tap the page, then type.{" "}
        <span class="keys">
          <kbd>Esc</kbd> takes you out of it again.{" "}
        </span>
        It is a picture: a screen reader cannot read it, so another way is better with one.
      </p>
      <button type="button" data-part="again" hidden>
        Open it again
      </button>
      <div data-part="leave">
        <Leave step={step} />
      </div>
      <Post action={`${path}/arrive`} token={token}>
        <span data-part="arrive" />
      </Post>
    </Document>
  );
}

function Lock() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
      <rect x="5" y="11" width="14" height="9" rx="2" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </svg>
  );
}
