import type { ComponentChildren } from "preact";
import type { Brand } from "../brand.ts";

/** What every page is told. */
export interface Frame {
  readonly nonce: string;
  readonly theme: "light" | "dark" | "auto";
  readonly isSandbox: boolean;
  readonly operator: string | undefined;
  readonly contact: string | undefined;
  /** A script of the page's own, run under the nonce. */
  readonly script?: string | undefined;
  /** How the app is shown, if it has a look of its own. */
  readonly brand?: Brand | undefined;
  /** Whether an app's page shows it in a frame. */
  readonly isFramed?: boolean;
}

/** The document around a page: one heading, one card, and who runs the server. */
export function Document(props: {
  readonly frame: Frame;
  readonly title: string;
  /** Where the owner is, such as “Step 2 of 3”. */
  readonly place?: string | undefined;
  readonly isWide?: boolean;
  readonly style: string;
  readonly children: ComponentChildren;
}) {
  const { frame, title, place, isWide = false, style, children } = props;
  const { nonce, theme, isSandbox, operator, contact, script, brand, isFramed } = frame;
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <title>{`${title} · Countersign`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: style + (brand?.style ?? "") }} />
      </head>
      <body>
        <main class={isWide ? "card wide" : "card"}>
          <div class="top">
            <span class="brand">
              {brand?.logo === undefined ? <Mark /> : <img src={brand.logo} alt="" />}
              {brand?.name ?? "Countersign"}
            </span>
            <span>{place ?? ""}</span>
          </div>
          {isSandbox && isFramed !== true && <p class="pill">Sandbox: nothing here is real</p>}
          {children}
        </main>
        <footer>
          <p>
            {operator === undefined ? "" : `Run by ${operator} · `}
            {contact === undefined ? "" : `${contact} · `}
            {brand === undefined ? "" : "With Countersign · "}Not affiliated with OnlyFans
          </p>
        </footer>
        {script !== undefined && (
          <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />
        )}
      </body>
    </html>
  );
}

/** What the last step has to say: read out at once where something went wrong. */
export function Note({ kind, children }: { kind: "bad" | "good"; children: ComponentChildren }) {
  return (
    <p class={`note ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </p>
  );
}

/** The sign above a page that only tells how something ended. */
export function Seal({ kind }: { kind: "done" | "off" | "bad" }) {
  const paths = { done: "M5 12.5l4.5 4.5L19 7.5", off: "M6 12h12", bad: "M12 6.5v7M12 17.4v.1" };
  return (
    <div class={kind === "done" ? "seal" : `seal ${kind}`} aria-hidden="true">
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        stroke-width="2.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path d={paths[kind]} />
      </svg>
    </div>
  );
}

/** A form of this server's own pages, with the token that proves it came from one. */
export function Post(props: {
  readonly action: string;
  readonly token: string;
  readonly children: ComponentChildren;
}) {
  return (
    <form method="post" action={props.action}>
      <input type="hidden" name="token" value={props.token} />
      {props.children}
    </form>
  );
}

/** The way out of a page that only tells how something ended: back to the app, or out of its frame. */
export function Leave(props: {
  readonly frame: Frame;
  readonly label: string;
  readonly continueUrl: string | undefined;
}) {
  const { frame, label, continueUrl } = props;
  if (frame.isFramed === true)
    return (
      <button type="button" data-leave>
        {continueUrl === undefined ? "Done" : label}
      </button>
    );
  if (continueUrl === undefined) return <p class="small">You can close this page now.</p>;
  return (
    <a class="button" href={continueUrl}>
      {label}
    </a>
  );
}

function Mark() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <circle cx="9" cy="12" r="6.25" />
      <circle cx="15" cy="12" r="6.25" />
    </svg>
  );
}
