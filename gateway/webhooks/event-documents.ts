import { Type, type TSchema } from "typebox";
import { PUBLISHED_STATUSES } from "../connections/published-status.ts";
import type { EventType } from "./event-types.ts";

/** An event as the reference describes it. */
export interface EventDocument {
  readonly type: EventType;
  readonly summary: string;
  /** What is sent in the forms `standard` and `ofauth`. */
  readonly body: TSchema;
}

const text = Type.String();
const orNull = Type.Union([text, Type.Null()]);
const standing = {
  id: Type.String({ description: "The Connection ID." }),
  status: Type.Enum([...PUBLISHED_STATUSES]),
  state: Type.String({ description: "More exact than `status`." }),
  reason: orNull,
};
const account = {
  permissions: Type.Array(text, { description: "What the organization's apps may do together." }),
  userData: Type.Object({ id: text, name: text, username: text, avatar: orNull }),
};
const connection = (fields: object) =>
  Type.Object({ clientReferenceId: orNull, connection: Type.Object({ ...standing, ...fields }) });

const Connection = connection({});
/** The account's own part is left out once the connection was deleted. */
const WholeConnection = connection({
  permissions: Type.Optional(account.permissions),
  userData: Type.Optional(account.userData),
});
const Ending = Type.Intersect([
  Connection,
  Type.Object({
    warning: Type.Object({
      cause: Type.Enum(["cookie_expiry", "session_age", "challenges"]),
      sessionEndsAt: orNull,
    }),
  }),
]);
const Drifted = Type.Object({
  place: Type.String({ description: "Such as `list[].price`." }),
  kind: Type.Enum(["new", "type", "missing"]),
  was: Type.Array(text),
  is: Type.Array(text),
});
const Revision = Type.Object({ revision: text });

/** What each event tells, and its `data`. */
const EVENTS: Readonly<Record<EventType, readonly [summary: string, data: TSchema]>> = {
  "connection.created": ["An account was linked.", WholeConnection],
  "connection.updated": [
    "A connection's session or permissions changed, or its owner paused one app or let it go on.",
    WholeConnection,
  ],
  "connection.expired": ["A connection's session can no longer be used.", Connection],
  "connection.disconnected": ["A connection was ended and its session destroyed.", Connection],
  "connection.paused": ["A connection was paused.", Connection],
  "connection.resumed": ["A paused connection goes on.", Connection],
  "connection.revoked": ["The account's owner ended what an app may do.", Connection],
  "connection.repaired": ["A connection that had expired works again.", Connection],
  "connection.will_expire": [
    "A session will probably end soon: by its cookie, its age, or because challenges pile up.",
    Ending,
  ],
  "rules.updated": ["Another build of the signing rules is in force.", Revision],
  "rules.rejected": [
    "A rules document was refused; the last good one stays in force.",
    Type.Object({ source: text, reason: text }),
  ],
  "rules.stale": ["The upstream refused the newest build that there is.", Revision],
  "upstream.drift": [
    "The upstream's answers to an endpoint have another form than before.",
    Type.Object({ endpoint: text, changes: Type.Array(Drifted) }),
  ],
};

/** Every event, in the order of the list. */
export const eventDocuments: readonly EventDocument[] = (Object.keys(EVENTS) as EventType[]).map(
  (type) => {
    const [summary, data] = EVENTS[type];
    return {
      type,
      summary,
      body: Type.Object({
        type: Type.Literal(type),
        timestamp: Type.String({ format: "date-time" }),
        sequence: Type.Integer({ description: "Counts the events of one connection." }),
        data,
      }),
    };
  },
);
