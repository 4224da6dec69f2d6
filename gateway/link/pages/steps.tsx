import type { ConsentText } from "../consent-text.ts";
import { Document, Post, type Frame } from "./document.tsx";
import { STYLE } from "./style.ts";

/** What the pages of a visit have in common. */
export interface Step {
  readonly frame: Frame;
  /** The path of the visit, `/link/lnk_…`. */
  readonly path: string;
  readonly token: string;
  readonly app: string;
  readonly notice: string | null;
  /** Whether there is another way of signing in. */
  readonly hasOtherWay: boolean;
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

/** Back to the choice of a way to sign in, where there is one, and out. */
export function Leave({ step }: { readonly step: Step }) {
  return (
    <div class="stack">
      {step.hasOtherWay && (
        <Post action={`${step.path}/choose`} token={step.token}>
          <button type="submit" class="quiet">
            Choose another way
          </button>
        </Post>
      )}
      <Cancel step={step} />
    </div>
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
