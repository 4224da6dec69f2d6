import type { CompanionOffer } from "../companion/companion.ts";
import { noticeText } from "../messages.ts";
import { Document, Note } from "./document.tsx";
import { Leave, type Step } from "./steps.tsx";
import { STYLE } from "./style.ts";

/** What to do with the extension, and the form it fills in. */
export function CompanionPage(props: { readonly step: Step; readonly offer: CompanionOffer }) {
  const { step, offer } = props;
  const { frame, path, token, app, notice } = step;
  const title = "Hand over from your own browser";
  return (
    <Document frame={frame} title={title} place="Step 2 of 2" style={STYLE}>
      <h1>{title}</h1>
      <p class="lead">
        An extension passes on that you are signed in. Your password and everything else in this
        browser stay where they are.
      </p>
      {notice !== null && <Note kind="bad">{noticeText(notice)}</Note>}
      <ol class="steps">
        <li>
          <strong>Sign in to OnlyFans</strong>
          <span>
            In this same browser, in{" "}
            <a href={offer.upstream} target="_blank" rel="noreferrer">
              a tab of its own
            </a>
            .
          </span>
        </li>
        <li>
          <strong>Click the companion’s icon</strong>
          <span>
            On this page, in the bar at the top of your browser. It says that the session goes to{" "}
            <b>{new URL(offer.gateway).host}</b>.
          </span>
        </li>
        <li>
          <strong>Click “Hand it over”</strong>
          <span>
            In the small window that opens. Your browser asks whether it may: choose “Allow”.
          </span>
        </li>
      </ol>
      <details class="note">
        <summary>You do not have the companion yet?</summary>
        <ol>
          <li>
            On a computer with Chrome, Edge or Brave,{" "}
            <a href="/link/companion.zip" download>
              download it
            </a>{" "}
            and unpack it into a folder.
          </li>
          <li>
            Open <code>chrome://extensions</code> and turn on <b>Developer mode</b>.
          </li>
          <li>
            Choose <b>Load unpacked</b>, pick the folder, and pin the icon.
          </li>
        </ol>
        <p class="small">
          It is short and meant to be read. It reads one site, tells this server alone, and can be
          removed right after. If you end the link later, OnlyFans signs this browser out too.
        </p>
      </details>
      <form
        id="companion"
        method="post"
        action={`${path}/companion`}
        data-upstream={offer.upstream}
        data-app={app}
      >
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="ticket" value={offer.ticket} />
        {["gateway", "cookie", "xBc", "userAgent", "sessionEndsAt"].map((name) => (
          <input key={name} type="hidden" name={name} autocomplete="off" />
        ))}
      </form>
      <Leave step={step} />
    </Document>
  );
}
