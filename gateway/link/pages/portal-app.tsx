import type { ComponentChildren } from "preact";
import type { PortalApp, PortalUse } from "../../portal/view.ts";
import { permissionLine } from "../permission-words.ts";
import { Post } from "./document.tsx";

/** What the cards of a page share. */
export interface PortalForms {
  readonly token: string;
  /** Until when the owner has shown control of the account, if they have. */
  readonly provenUntil: number | undefined;
}

/** One app: what it may do, what it did, and how to change that. */
export function AppCard({ app, forms }: { readonly app: PortalApp; readonly forms: PortalForms }) {
  const { appId, name, permissions, since, isOwnConsent, isPaused, uses } = app;
  const { token } = forms;
  return (
    <section class="app" aria-labelledby={appId}>
      <h3 id={appId}>
        {name} {isPaused && <span class="state off">Paused</span>}
      </h3>
      <p class="small">
        {isOwnConsent ? "You agreed" : "Its makers said you agreed"}, first on {dayOf(since)}
      </p>
      <Uses uses={uses} />
      <Post action="/manage/narrow" token={token}>
        <input type="hidden" name="app" value={appId} />
        <Checks legend="It may" permissions={permissions} isChecked />
        <button type="submit" class="quiet">
          Keep only what is ticked
        </button>
      </Post>
      <More app={app} forms={forms} />
      <div class="row">
        <OfApp name={isPaused ? "resume-app" : "pause-app"} appId={appId} token={token}>
          <button type="submit" class="quiet">
            {isPaused ? `Resume ${name}` : `Pause ${name}`}
          </button>
        </OfApp>
        <OfApp name="remove-app" appId={appId} token={token}>
          <button type="submit" class="danger">
            End {name}
          </button>
        </OfApp>
      </div>
    </section>
  );
}

function Uses({ uses }: { readonly uses: readonly PortalUse[] }) {
  if (uses.length === 0) return <p class="small">It did nothing in the last 30 days.</p>;
  return (
    <>
      <h4>What it did</h4>
      <ul class="acts">
        {uses.map(({ permission, today, month }) => (
          <li key={permission}>
            <span>{permissionLine(permission)}</span>
            <span>
              {today > 0 ? `${timesText(today)} today` : "not today"}
              {month > today && `, ${timesText(month)} in 30 days`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function More({ app, forms }: { readonly app: PortalApp; readonly forms: PortalForms }) {
  const { appId, missing } = app;
  if (missing.length === 0 || forms.provenUntil === undefined) return null;
  return (
    <Post action="/manage/widen" token={forms.token}>
      <input type="hidden" name="app" value={appId} />
      <Checks legend="It asks for this too" permissions={missing} />
      <button type="submit" class="quiet">
        Allow what is ticked
      </button>
    </Post>
  );
}

function Checks(props: {
  readonly legend: string;
  readonly permissions: readonly string[];
  readonly isChecked?: boolean;
}) {
  const { legend, permissions, isChecked = false } = props;
  return (
    <fieldset class="checks">
      <legend>{legend}</legend>
      {permissions.map((permission) => (
        <label key={permission}>
          <input type="checkbox" name="permission" value={permission} checked={isChecked} />
          <span>{permissionLine(permission)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function OfApp(props: {
  readonly name: string;
  readonly appId: string;
  readonly token: string;
  readonly children: ComponentChildren;
}) {
  return (
    <Post action={`/manage/${props.name}`} token={props.token}>
      <input type="hidden" name="app" value={props.appId} />
      {props.children}
    </Post>
  );
}

function timesText(times: number): string {
  return times === 1 ? "once" : `${times} times`;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
