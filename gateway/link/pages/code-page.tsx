import type { Factor } from "../login-driver.ts";
import { noticeText } from "../messages.ts";
import { Document, Note, Post } from "./document.tsx";
import { Leave, type Step } from "./steps.tsx";
import { STYLE } from "./style.ts";

/** The second factor. */
export function CodePage(props: {
  readonly step: Step;
  readonly factor: Factor;
  readonly triesLeft: number;
}) {
  const { step, factor, triesLeft } = props;
  const { frame, path, token, notice } = step;
  const isSent = factor.kinds.some((kind) => kind === "phone" || kind === "email");
  const tries = triesLeft === 1 ? "You have one try left." : `You have ${triesLeft} tries left.`;
  return (
    <Document frame={frame} title="Enter your code" place="Step 2 of 2" style={STYLE}>
      <h1>Enter your code</h1>
      <p class="lead">{whereTo(factor)}</p>
      {notice !== null && (
        <Note kind={notice === "code_sent" ? "good" : "bad"}>{noticeText(notice)}</Note>
      )}
      {frame.isSandbox && (
        <p class="note">
          In the sandbox the code is <code>123456</code>.
        </p>
      )}
      <Post action={`${path}/code`} token={token}>
        <label class="field">
          <span>Code</span>
          <input
            class="code"
            type="text"
            name="code"
            required
            inputMode="numeric"
            autocomplete="one-time-code"
            pattern="[0-9A-Za-z ]{4,12}"
            maxLength={12}
            autoFocus={frame.script === undefined}
            aria-describedby="tries"
            aria-invalid={notice === "2fa_failed" ? "true" : undefined}
          />
        </label>
        <p class="small" id="tries">
          {tries}
        </p>
        <button type="submit">Continue</button>
      </Post>
      <div class="stack">
        {isSent && (factor.sendsLeft ?? 1) > 0 && (
          <Post action={`${path}/resend`} token={token}>
            <button type="submit" class="quiet">
              Send a new code
            </button>
          </Post>
        )}
      </div>
      <Leave step={step} />
    </Document>
  );
}

function whereTo({ kinds, phoneLast4 }: Factor): string {
  if (kinds.includes("app"))
    return "Open the app that makes your codes, and type the one for OnlyFans.";
  if (kinds.includes("phone"))
    return `OnlyFans sent a text to your phone${phoneLast4 === undefined ? "" : `, the number that ends in ${phoneLast4}`}.`;
  return "OnlyFans sent a code to your e-mail address.";
}
