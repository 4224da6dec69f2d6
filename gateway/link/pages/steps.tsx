import type { ConsentText } from "../consent-text.ts";
import { noticeText } from "../messages.ts";
import { Document, Note, Post, type Frame } from "./document.tsx";
import { STYLE } from "./style.ts";

/** What the pages of a visit have in common. */
export interface Step {
  readonly frame: Frame;
  /** The path of the visit, `/link/lnk_…`. */
  readonly path: string;
  readonly token: string;
  readonly app: string;
  readonly notice: string | null;
}

/** What the app may do, who runs the server, and what to know before agreeing. */
export function ConsentPage(props: {
  readonly step: Step;
  readonly text: ConsentText;
  readonly privacyUrl: string | null;
}) {
  const { step, text, privacyUrl } = props;
  const { frame, path, token, app } = step;
  return (
    <Document frame={frame} title={text.title} place="Step 1 of 2" style={STYLE}>
      <h1>{text.title}</h1>
      <p class="lead">Read what this means. Nothing happens until you agree and sign in.</p>
      <h2>What {app} will be able to do</h2>
      <ul class="points can">
        {text.can.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2>What {app} will not be able to do</h2>
      <ul class="points cannot">
        {text.cannot.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div class="know">
        <h2>Good to know</h2>
        <ul>
          {text.know.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {privacyUrl !== null && (
            <li>
              <a href={privacyUrl} rel="noreferrer" target="_blank">
                How {app} treats your data
              </a>
            </li>
          )}
        </ul>
      </div>
      <div class="stack">
        <Post action={`${path}/consent`} token={token}>
          <button type="submit">Agree and continue</button>
        </Post>
        <Cancel step={step} />
      </div>
    </Document>
  );
}

/** E-mail and password. */
export function LoginPage({ step }: { readonly step: Step }) {
  const { frame, path, token, app, notice } = step;
  return (
    <Document frame={frame} title="Sign in to OnlyFans" place="Step 2 of 2" style={STYLE}>
      <h1>Sign in to OnlyFans</h1>
      <p class="lead">
        Your password goes through this server to OnlyFans once. Then it is wiped. {app} never sees
        it.
      </p>
      {notice !== null && <Note kind="bad">{noticeText(notice)}</Note>}
      {frame.isSandbox && <Scenarios />}
      <Post action={`${path}/login`} token={token}>
        <label class="field">
          <span>E-mail</span>
          <input
            type="email"
            name="email"
            required
            maxLength={254}
            autocomplete="username"
            autoFocus={frame.script === undefined}
            aria-invalid={notice === "invalid_credentials" ? "true" : undefined}
          />
        </label>
        <label class="field">
          <span>Password</span>
          <input
            type="password"
            name="password"
            required
            maxLength={256}
            autocomplete="current-password"
            aria-invalid={notice === "invalid_credentials" ? "true" : undefined}
          />
        </label>
        <button type="submit">Sign in</button>
      </Post>
      <div class="stack">
        <Cancel step={step} />
      </div>
    </Document>
  );
}

/** Calls the visit off, at any step. */
export function Cancel({ step }: { readonly step: Step }) {
  return (
    <Post action={`${step.path}/cancel`} token={step.token}>
      <button type="submit" class="quiet">
        Cancel
      </button>
    </Post>
  );
}

function Scenarios() {
  return (
    <details class="note">
      <summary>How to sign in to the sandbox</summary>
      Any name works, with the password <code>good-password</code>:
      <ul>
        <li>
          <code>you@creator.sandbox.com</code>, or <code>@creator-otp</code>,{" "}
          <code>@creator-sms</code>, <code>@creator-email</code> for a code
        </li>
        <li>
          <code>you@fan.sandbox.com</code>, or <code>@fan-otp</code>
        </li>
        <li>
          <code>@locked</code>, <code>@captcha</code>, <code>@creator-face</code> to see what stops
          a sign-in
        </li>
      </ul>
    </details>
  );
}
