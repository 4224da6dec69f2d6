import type { PortalView } from "../../portal/view.ts";
import { actText } from "../messages.ts";
import { Document, Post, Seal, type Frame } from "./document.tsx";
import { AppCard, type PortalForms } from "./portal-app.tsx";
import { STYLE } from "./style.ts";

const PATH = "/manage";

/** What an owner sees with the manage link, and can do. */
export function PortalPage(props: {
  readonly frame: Frame;
  readonly view: PortalView;
  readonly forms: PortalForms;
}) {
  const { frame, view, forms } = props;
  const { token } = forms;
  const { connection, apps, acts, receipts } = view;
  const { state, reason, username } = connection;
  const title = `Your link for ${username ?? "your account"}`;
  const isOwnPause = state === "paused" && reason === "owner";
  return (
    <Document frame={frame} title={title} isWide style={STYLE}>
      <h1>{title}</h1>
      <p>
        <State state={state} />
      </p>
      <p class="lead">
        Keep the address you came by to yourself: it lets anyone do what you can do here.
      </p>
      <div class="row">
        {state === "active" && (
          <Act name="pause" token={token} style="quiet" label="Pause everything" />
        )}
        {isOwnPause && <Act name="resume" token={token} style="" label="Resume" />}
        <Act name="revoke" token={token} style="danger" label="End it for good" />
      </div>
      <p class="small">
        Ending it stops what runs now, destroys the key to your session here, and asks OnlyFans to
        sign the session out.
      </p>
      <h2>Who may do what</h2>
      {apps.map((app) => (
        <AppCard key={app.appId} app={app} forms={forms} />
      ))}
      {apps.length === 0 && <p>No app has access.</p>}
      <h2>What happened</h2>
      <ul class="acts">
        {acts.map(({ action, day, times }) => (
          <li key={`${day} ${action}`}>
            <span>
              {actText(action)}
              {times > 1 && ` (${times} times)`}
            </span>
            <span>{new Date(day).toISOString().slice(0, 10)}</span>
          </li>
        ))}
      </ul>
      {receipts.length > 0 && (
        <>
          <h2>What you agreed to</h2>
          <ul class="acts">
            {receipts.map(({ id, createdAt }) => (
              <li key={id}>
                <a href={`${PATH}/receipt?id=${id}`} download={`${id}.json`}>
                  Download your signed receipt
                </a>
                <span>{new Date(createdAt).toISOString().slice(0, 10)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Proven forms={forms} />
    </Document>
  );
}

/** The end of a link. */
export function EndedPage(props: {
  readonly frame: Frame;
  readonly isSignedOut: boolean | undefined;
  readonly isDeleted?: boolean;
  /** For what is left to do, as long as something is kept. */
  readonly forms?: PortalForms;
}) {
  const { isDeleted = false, forms } = props;
  const title = isDeleted ? "It is deleted" : "It is ended";
  return (
    <Document frame={props.frame} title={title} style={STYLE}>
      <Seal kind="done" />
      <h1>{title}</h1>
      <p class="lead">No app can use your account through this server any more.</p>
      <ul class="points can">
        <li>What ran was stopped.</li>
        <li>The key to your session on this server is destroyed.</li>
        {isDeleted && <li>What was kept about your account is removed.</li>}
        {props.isSignedOut === true && <li>OnlyFans has signed the session out.</li>}
      </ul>
      {props.isSignedOut === false && (
        <p class="note warn">
          OnlyFans did not say that it signed the session out. To be sure, open OnlyFans, go to
          Settings, then Login sessions, and close the ones you do not know.
        </p>
      )}
      {forms !== undefined && <Proven forms={forms} />}
    </Document>
  );
}

/** What only the account's own holder may do. */
export function Proven({ forms }: { readonly forms: PortalForms }) {
  const { token, provenUntil } = forms;
  if (provenUntil === undefined)
    return (
      <div class="keep">
        <h2>More, once you show that the account is yours</h2>
        <p>Allow an app more, download all that is kept, or delete it: sign in once more first.</p>
        <Act name="prove" token={token} style="quiet" label="Show that it is yours" />
      </div>
    );
  return (
    <div class="keep">
      <h2>You have shown that the account is yours</h2>
      <p>This counts until {new Date(provenUntil).toISOString().slice(11, 16)} UTC.</p>
      <div class="row">
        <Act name="export" token={token} style="quiet" label="Download all that is kept" />
        <Act name="delete" token={token} style="danger" label="Delete it all" />
      </div>
      <p class="small">
        Deleting ends it for good and removes what is kept here. A line that it was deleted stays.
      </p>
    </div>
  );
}

function Act(props: {
  readonly name: string;
  readonly token: string;
  readonly style: string;
  readonly label: string;
}) {
  return (
    <Post action={`${PATH}/${props.name}`} token={props.token}>
      <button type="submit" class={props.style}>
        {props.label}
      </button>
    </Post>
  );
}

function State({ state }: { readonly state: string }) {
  if (state === "active") return <span class="state">Active</span>;
  if (state === "paused") return <span class="state off">Paused</span>;
  return <span class="state ended">{state === "revoked" ? "Ended" : "Signed out"}</span>;
}
