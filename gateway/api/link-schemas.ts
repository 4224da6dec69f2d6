import { Type } from "typebox";
import { LINK_STATUSES } from "../link/link-state.ts";
import { referenceMember } from "./import-body.ts";

const closed = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const textOrNull = Type.Union([Type.String(), Type.Null()]);

/** What `POST /v2/link/init` takes. */
export const initBody = Type.Object(
  {
    clientAppId: Type.Optional(Type.String({ pattern: "^app_[a-zA-Z0-9]+$", maxLength: 80 })),
    redirectUrl: Type.Optional(Type.String({ maxLength: 2_048 })),
    origin: Type.Optional(Type.String({ maxLength: 300 })),
    clientReferenceId: Type.Optional(referenceMember),
    connectionId: Type.Optional(text(80)),
    geolocation: Type.Optional(
      Type.Object(
        {
          country: Type.String({ pattern: "^[A-Z]{2}$" }),
          state: Type.Optional(text(80)),
          city: Type.Optional(text(80)),
        },
        closed,
      ),
    ),
    mode: Type.Optional(Type.Enum(["redirect", "embed", "hosted", "whitelabel"])),
    theme: Type.Optional(Type.Enum(["light", "dark", "auto"])),
    codeChallenge: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" })),
    codeChallengeMethod: Type.Optional(Type.Enum(["S256"])),
    options: Type.Optional(
      Type.Object({ returnRawSession: Type.Optional(Type.Boolean()) }, closed),
    ),
  },
  closed,
);

/** What it answers. */
export const initAnswer = Type.Object(
  {
    mode: Type.Enum(["hosted", "whitelabel"]),
    url: Type.String(),
    clientSecret: Type.Optional(Type.String()),
    expiresAt: Type.String(),
  },
  closed,
);

const userData = Type.Object(
  { id: Type.String(), name: Type.String(), username: Type.String(), avatar: textOrNull },
  closed,
);

const attempts = Type.Object(
  {
    requestAttemptsLimit: Type.Number(),
    requestAttemptsLeft: Type.Number(),
    checkAttemptsLimit: Type.Number(),
    checkAttemptsLeft: Type.Number(),
  },
  closed,
);

/** How a Link session stands, as published. */
export const stateAnswer = Type.Object(
  {
    status: Type.Enum([...LINK_STATUSES]),
    data: Type.Optional(
      Type.Union([
        Type.Object(
          {
            twoFactorState: Type.Object(
              {
                options: Type.Array(Type.String()),
                phoneCode: Type.Optional(attempts),
                phoneLast4: Type.Optional(Type.String()),
              },
              closed,
            ),
          },
          closed,
        ),
        Type.Object({ id: Type.String(), userData }, closed),
      ]),
    ),
    error: Type.Optional(Type.String()),
  },
  closed,
);

/** The parameter of a path that names a session. */
export const params = Type.Object({ clientSecret: Type.String() });

/** A code from a redirect, and what proves whose it is (RFC 7636). */
export const exchangeBody = Type.Object(
  {
    code: Type.String({ minLength: 20, maxLength: 100 }),
    codeVerifier: Type.String({ pattern: "^[A-Za-z0-9._~-]{43,128}$" }),
  },
  closed,
);
/** The connection it was for. */
export const exchangeAnswer = Type.Object(
  { connectionId: Type.String(), clientReferenceId: textOrNull, userData },
  closed,
);
