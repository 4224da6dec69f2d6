import { Document, Post, Seal, type Frame } from "./document.tsx";
import { Cancel, type Step } from "./steps.tsx";
import { STYLE } from "./style.ts";

/** What a sign-in is for that only proves whose the account is. */
export function ProvePage({ step }: { readonly step: Step }) {
  const { frame, path, token } = step;
  return (
    <Document frame={frame} title="Show that it is yours" place="Step 1 of 2" style={STYLE}>
      <h1>Show that the account is yours</h1>
      <p class="lead">
        To allow an app more, to download what is kept, or to delete it, sign in once more.
      </p>
      <ul class="points can">
        <li>It counts for ten minutes, in this browser.</li>
        <li>No app gets anything by it.</li>
        <li>The sign-in itself is ended at once and not kept.</li>
      </ul>
      <div class="stack">
        <Post action={`${path}/consent`} token={token}>
          <button type="submit">Continue</button>
        </Post>
        <Cancel step={step} />
      </div>
    </Document>
  );
}

/** The way back, once it is shown. */
export function ProvenPage({ frame }: { readonly frame: Frame }) {
  return (
    <Document frame={frame} title="It is yours" place="Done" style={STYLE}>
      <Seal kind="done" />
      <h1>It is yours</h1>
      <p class="lead">For the next ten minutes your page can do all there is.</p>
      <div class="stack">
        <a class="button" href="/manage">
          Back to your page
        </a>
      </div>
    </Document>
  );
}
