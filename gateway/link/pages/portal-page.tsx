import type { PortalApp, PortalView } from "../../portal/portal.ts";
import { actText } from "../messages.ts";
import { permissionLine } from "../permission-words.ts";
import { Document, Note, Post, Seal, type Frame } from "./document.tsx";
import { STYLE } from "./style.ts";

const PATH = "/manage";

/** What an owner sees with the manage link, and can do. */
export function PortalPage(props: {
  readonly frame: Frame;
  readonly view: PortalView;
  readonly token: string;
  readonly notice: string | undefined;
}) {
  const { frame, view, token, notice } = props;
  const { connection, apps, acts, receipts } = view;
  const { state, reason, username } = connection;
  const title = `Your link for ${username ?? "your account"}`;
  const isOwnPause = state === "paused" && reason === "owner";
  return (
    <Document frame={frame} title={title} isWide style={STYLE}>
      <h1>{title}</h1>
      <p class="lead">
        <State state={state} /> Keep the address you came by to yourself: it lets anyone do what you
        can do here.
      </p>
      {notice !== undefined && <Note kind="good">{notice}</Note>}
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
        <AppCard key={app.appId} app={app} token={token} />
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
        <p>
          <a href={`${PATH}/receipt`} download="receipt.json">
            Download your signed receipt
          </a>
        </p>
      )}
    </Document>
  );
}

/** The end of a link. */
export function EndedPage(props: {
  readonly frame: Frame;
  readonly isSignedOut: boolean | undefined;
}) {
  return (
    <Document frame={props.frame} title="It is ended" style={STYLE}>
      <Seal kind="done" />
      <h1>It is ended</h1>
      <p class="lead">No app can use your account through this server any more.</p>
      <ul class="points can">
        <li>What ran was stopped.</li>
        <li>The key to your session on this server is destroyed.</li>
        {props.isSignedOut === true && <li>OnlyFans has signed the session out.</li>}
      </ul>
      {props.isSignedOut === false && (
        <p class="note warn">
          OnlyFans did not say that it signed the session out. To be sure, open OnlyFans, go to
          Settings, then Login sessions, and close the ones you do not know.
        </p>
      )}
    </Document>
  );
}

function AppCard({ app, token }: { readonly app: PortalApp; readonly token: string }) {
  const { appId, name, permissions, since, isOwnConsent } = app;
  return (
    <section class="app" aria-labelledby={appId}>
      <h3 id={appId}>{name}</h3>
      <p class="small">
        {isOwnConsent ? "You agreed" : "Its makers said you agreed"}, first on{" "}
        {new Date(since).toISOString().slice(0, 10)}
      </p>
      <Post action={`${PATH}/narrow`} token={token}>
        <input type="hidden" name="app" value={appId} />
        <fieldset class="checks">
          <legend>It may</legend>
          {permissions.map((permission) => (
            <label key={permission}>
              <input type="checkbox" name="permission" value={permission} checked />
              <span>{permissionLine(permission)}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" class="quiet">
          Keep only what is ticked
        </button>
      </Post>
    </section>
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
