import { driverTexts, passwordTexts } from "../driver-texts.ts";
import type { LoginDriver } from "../login-driver.ts";
import { noticeText } from "../messages.ts";
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
  const isHere = notice?.endsWith("_required") === true && drivers[0]?.name === "browser";
  const title = "How do you want to sign in?";
  return (
    <Document frame={frame} title={title} place="Step 2 of 2" style={STYLE}>
      <h1>{title}</h1>
      <p class="lead">Each way says how far it keeps your password from this server.</p>
      {notice !== null && <Note kind="bad">{noticeText(isHere ? `${notice}_here` : notice)}</Note>}
      <Post action={`${path}/choose`} token={token}>
        <div class="ways">
          {drivers.map(({ name, passwordReaches }) => (
            <button key={name} type="submit" class="way" name="driver" value={name}>
              <strong>{driverTexts[name].title}</strong>
              <span>{driverTexts[name].text}</span>
              <em class={passwordReaches}>{passwordTexts[passwordReaches]}</em>
            </button>
          ))}
        </div>
      </Post>
      <Leave step={{ ...step, hasOtherWay: false }} />
    </Document>
  );
}
