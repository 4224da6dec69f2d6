import { noticeText } from "../messages.ts";
import { Document, Note, Post } from "./document.tsx";
import { Leave, type Step } from "./steps.tsx";
import { STYLE } from "./style.ts";

/** A session that the owner has copied from their own browser. */
export function ImportPage({ step }: { readonly step: Step }) {
  const { frame, path, token, notice } = step;
  const title = "Paste your session";
  const isGeneral = notice !== null && fieldOf(notice) === undefined;
  return (
    <Document frame={frame} title={title} place="Step 2 of 2" style={STYLE}>
      <h1>{title}</h1>
      <p class="lead">
        Whoever has these values is you on OnlyFans. Paste them here and nowhere else.
      </p>
      {isGeneral && <Note kind="bad">{noticeText(notice)}</Note>}
      <details class="note" open={notice === null}>
        <summary>Where to find them</summary>
        <ol>
          <li>Sign in to OnlyFans in your browser, and press F12.</li>
          <li>
            Choose <b>Network</b>, load the page again, and pick a request whose address has{" "}
            <code>/api2/v2/</code>.
          </li>
          <li>
            Under <b>Request headers</b>, copy what stands after <code>cookie</code>,{" "}
            <code>x-bc</code> and <code>user-agent</code>.
          </li>
        </ol>
      </details>
      {frame.isSandbox && (
        <p class="note">
          The sandbox shows a session to paste at <code>/_sandbox/session?account=fan</code> of its
          own address.
        </p>
      )}
      <Post action={`${path}/import`} token={token}>
        <Field
          name="cookie"
          label="Cookies"
          hint="One line with auth_id and sess in it."
          notice={notice}
          maxLength={8192}
          isSecret
          isRequired
        />
        <Field
          name="xBc"
          label="x-bc"
          hint="40 letters and digits. May stay empty if the cookies have fp."
          notice={notice}
          maxLength={64}
          isSecret
        />
        <Field
          name="userAgent"
          label="User agent"
          hint="May stay empty if you copied from this browser."
          notice={notice}
          maxLength={512}
        />
        <button type="submit">Link this session</button>
      </Post>
      <Leave step={step} />
    </Document>
  );
}

function Field(props: {
  readonly name: "cookie" | "xBc" | "userAgent";
  readonly label: string;
  readonly hint: string;
  readonly notice: string | null;
  readonly maxLength: number;
  readonly isSecret?: boolean;
  readonly isRequired?: boolean;
}) {
  const { name, label, hint, notice, maxLength, isSecret = false, isRequired = false } = props;
  const isWrong = notice !== null && fieldOf(notice) === name;
  const hints = isWrong ? `${name}-hint ${name}-wrong` : `${name}-hint`;
  const common = {
    id: name,
    name,
    required: isRequired,
    maxLength,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    "aria-describedby": hints,
    "aria-invalid": isWrong ? "true" : undefined,
  } as const;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {isSecret ? <input type="password" {...common} /> : <input type="text" {...common} />}
      <p class="small hint" id={`${name}-hint`}>
        {hint}
      </p>
      {isWrong && (
        <p class="wrong" id={`${name}-wrong`} role="alert">
          {noticeText(notice)}
        </p>
      )}
    </div>
  );
}

/** The field that a notice is about. */
function fieldOf(notice: string | null): "cookie" | "xBc" | "userAgent" | undefined {
  return FIELDS[notice ?? ""];
}

const FIELDS: Readonly<Record<string, "cookie" | "xBc" | "userAgent">> = {
  bad_cookie: "cookie",
  no_auth_id: "cookie",
  no_sess: "cookie",
  no_x_bc: "xBc",
  bad_x_bc: "xBc",
  other_x_bc: "xBc",
  bad_user_agent: "userAgent",
};
