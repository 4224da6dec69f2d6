import { failureText } from "../messages.ts";
import { permissionLines } from "../permission-words.ts";
import { Document, Leave, Seal, type Frame } from "./document.tsx";
import { STYLE } from "./style.ts";

/** What the success page shows. */
export interface Success {
  readonly app: string;
  readonly account: string;
  readonly permissions: readonly string[];
  readonly agreedAt: string;
  readonly receiptId: string;
  /** The owner's private link, as long as this page may still show it. */
  readonly manageUrl: string | undefined;
  readonly continueUrl: string | undefined;
}

/** The end of a visit that went well: a receipt, and the private link. */
export function SuccessPage({ frame, success }: { frame: Frame; success: Success }) {
  const { app, account, permissions, agreedAt, receiptId, manageUrl, continueUrl } = success;
  return (
    <Document frame={frame} title="Your account is linked" place="Done" style={STYLE}>
      <Seal kind="done" />
      <h1>Your account is linked</h1>
      <p class="lead">
        {app} can now work with <strong>{account}</strong>.
      </p>
      <dl>
        <dt>Account</dt>
        <dd>{account}</dd>
        <dt>App</dt>
        <dd>{app}</dd>
        <dt>Agreed</dt>
        <dd>{agreedAt}</dd>
        <dt>Receipt</dt>
        <dd>
          <code>{receiptId}</code>
        </dd>
      </dl>
      <details class="small">
        <summary>What it may do</summary>
        <ul>
          {permissionLines(permissions).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
      {manageUrl !== undefined && (
        <div class="keep">
          <h2>Keep this private link</h2>
          <p>
            With it you see what {app} may do, and pause or end it. Whoever has it can do the same:
            save it where only you look. It is shown here for one hour.
          </p>
          <p>
            <a href={manageUrl} target="_blank" rel="noreferrer">
              <code>{manageUrl}</code>
            </a>
          </p>
        </div>
      )}
      <div class="stack">
        <Leave frame={frame} label={`Continue to ${app}`} continueUrl={continueUrl} />
      </div>
    </Document>
  );
}

/** The end of a visit that the owner called off. */
export function CancelledPage(props: {
  readonly frame: Frame;
  readonly app: string;
  readonly continueUrl: string | undefined;
}) {
  const { frame, app, continueUrl } = props;
  return (
    <Document frame={frame} title="You cancelled" style={STYLE}>
      <Seal kind="off" />
      <h1>You cancelled</h1>
      <p class="lead">Nothing was linked, and nothing was kept of what you typed.</p>
      <Leave frame={frame} label={`Back to ${app}`} continueUrl={continueUrl} />
    </Document>
  );
}

/** The end of a visit, or a request, that did not work. */
export function FailurePage(props: {
  readonly frame: Frame;
  readonly reason: string;
  readonly app?: string | undefined;
  readonly continueUrl?: string | undefined;
}) {
  const { frame, reason, app = "the app", continueUrl } = props;
  const { title, text } = failureText(reason);
  return (
    <Document frame={frame} title={title} style={STYLE}>
      <Seal kind="bad" />
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <Leave frame={frame} label={`Back to ${app}`} continueUrl={continueUrl} />
    </Document>
  );
}
