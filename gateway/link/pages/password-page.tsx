import { noticeText } from "../messages.ts";
import { Document, Note, Post } from "./document.tsx";
import { Leave, type Step } from "./steps.tsx";
import { STYLE } from "./style.ts";

/** E-mail and password. */
export function PasswordPage({ step }: { readonly step: Step }) {
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
      <Leave step={step} />
    </Document>
  );
}

/** How to sign in to the sandbox. */
export function Scenarios() {
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
          <code>@dies-after-9</code> for a session that ends after nine calls
        </li>
        <li>
          <code>@locked</code>, <code>@captcha</code>, <code>@creator-face</code> to see what stops
          a sign-in
        </li>
      </ul>
    </details>
  );
}
