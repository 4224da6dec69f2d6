import type { LoginDriver } from "../login-driver.ts";
import { driverTexts, noticeText, passwordTexts } from "../messages.ts";
import { Document, Note, Post } from "./document.tsx";
import { Leave, type Step } from "./steps.tsx";
import { STYLE } from "./style.ts";

/** The ways of signing in, the one that keeps the password furthest away first. */
export function ChoicePage(props: {
  readonly step: Step;
  readonly drivers: readonly LoginDriver[];
}) {
  const { step, drivers } = props;
  const { frame, path, token, notice } = step;
  const isFirstTheBrowser = notice === "captcha_required" && drivers[0]?.name === "browser";
  const title = "How do you want to sign in?";
  return (
    <Document frame={frame} title={title} place="Step 2 of 2" style={STYLE}>
      <h1>{title}</h1>
      <p class="lead">Each way says how far it keeps your password from this server.</p>
      {notice !== null && (
        <Note kind="bad">{noticeText(isFirstTheBrowser ? "captcha_in_browser" : notice)}</Note>
      )}
      <Post action={`${path}/choose`} token={token}>
        <div class="ways">
          {drivers.map(({ name, passwordReaches }) => (
            <button
              key={name}
              type="submit"
              class="way"
              name="driver"
              value={name}
              aria-labelledby={`${name}-title`}
              aria-describedby={`${name}-text`}
            >
              <strong id={`${name}-title`}>{driverTexts[name].title}</strong>
              <span id={`${name}-text`}>
                {driverTexts[name].text}
                <em class={passwordReaches}>{passwordTexts[passwordReaches]}</em>
              </span>
            </button>
          ))}
        </div>
      </Post>
      <Leave step={{ ...step, hasOtherWay: false }} />
    </Document>
  );
}
