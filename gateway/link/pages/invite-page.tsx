import { qrCode } from "../qr-code.ts";
import { Document, Post, type Frame } from "./document.tsx";
import { STYLE } from "./style.ts";

/** What an owner sees who was sent an invite. */
export function InvitePage(props: {
  readonly frame: Frame;
  readonly app: string;
  readonly url: string;
  readonly expiresAt: number;
  readonly token: string;
}) {
  const { frame, app, url, expiresAt, token } = props;
  const { size, path } = qrCode(url);
  return (
    <Document frame={frame} title="You are invited" style={STYLE}>
      <h1>You are invited to link your OnlyFans account</h1>
      <p class="lead">
        {app} would like to work with your account. You will read what it may do before anything
        happens.
      </p>
      <ul class="points can">
        <li>This link works for one account, until {dayOf(expiresAt)}.</li>
        <li>Each time you open it you have one hour.</li>
        <li>You can stop at any step.</li>
      </ul>
      <div class="stack">
        <Post action="/invite/open" token={token}>
          <button type="submit">Start</button>
        </Post>
      </div>
      <details class="small">
        <summary>Go on with your phone instead</summary>
        <svg
          class="qr"
          viewBox={`0 0 ${size} ${size}`}
          role="img"
          aria-label="A QR code with the address of this invite"
          shape-rendering="crispEdges"
        >
          <rect width={size} height={size} fill="#fff" />
          <path d={path} fill="#000" />
        </svg>
        <p>Point your phone’s camera at it. Whoever scans it can use the invite in your place.</p>
      </details>
    </Document>
  );
}

function dayOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
