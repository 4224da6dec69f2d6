import { Type } from "typebox";

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** A session as it is handed in. */
export const sessionMembers = {
  cookie: text(12_288),
  userAgent: text(512),
  xBc: Type.Optional(text(64)),
  sessionEndsAt: Type.Optional(Type.String({ maxLength: 40 })),
};

/** What an import may say beside the session. */
export const importMembers = {
  permissions: Type.Optional(
    Type.Array(Type.String({ pattern: "^[a-z-]{1,40}:[a-z]{1,20}$" }), {
      maxItems: 64,
      uniqueItems: true,
    }),
  ),
  connectionId: Type.Optional(text(80)),
  basis: Type.Optional(text(500)),
};

/** What an organization calls the account itself. */
export const referenceMember = text(200);
