import { Type } from "typebox";
import { CONNECTION_ID, COUNTRY, NAME, section } from "./fields.ts";

const named = { pattern: NAME } as const;
const environment = Type.Enum(["sandbox", "live"], { description: "The environment it is of." });
const organization = Type.Optional(
  Type.String({
    minLength: 1,
    description: "Whose it is: one declared here, or an ID; the default one unless given.",
  }),
);
const label = (what: string) =>
  Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: "^[^\\x00-\\x1f\\x7f]+$",
      description: `${what}; the name it has here unless given.`,
    }),
  );
const color = (description: string) =>
  Type.String({ pattern: "^#[0-9a-f]{6}$", description: `${description}, such as \`#0b6b5d\`.` });
const line = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: "^[^\\x00-\\x1f\\x7f]+$", description });
/** How an app is shown on the pages for owners. */
const brand = Type.Object(
  {
    name: Type.Optional(line(60, "What owners know it by; the app's name unless given.")),
    logo: Type.Optional(
      Type.String({
        minLength: 1,
        path: true,
        description: "A PNG, JPEG or WebP picture of at most 128 KiB; read with each reload.",
      }),
    ),
    accent: Type.Optional(color("Its colour on light pages")),
    accentDark: Type.Optional(color("Its colour on dark pages; made from the other unless given")),
    privacyUrl: Type.Optional(line(2_048, "Where it says how it treats data, an https URL.")),
    publicUrl: Type.Optional(line(300, "An origin of its own at which the pages are served.")),
  },
  {
    description:
      "How it is shown on the pages for owners: all of it as given here. Left out, it stays as it was.",
  },
);
const texts = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 2_048 }), {
    default: [],
    maxItems: 50,
    uniqueItems: true,
    description,
  });

/** What belongs to the file. */
export const declared = section(
  "What belongs to this file, each by a name of your choice. It is made and changed here alone; what is gone from here is switched off, never deleted.",
  {
    organizations: Type.Record(
      Type.String(named),
      Type.Object({ name: label("What people know it by") }),
      { default: {}, description: "Who runs apps. Gone: its keys are revoked." },
    ),
    apps: Type.Record(
      Type.String(named),
      Type.Object({
        environment,
        organization,
        name: label("What people know it by"),
        redirectUris: texts("The only addresses owners are sent back to; the first is the usual."),
        origins: texts("The only origins that may show Link in a frame."),
        permissions: Type.Optional(
          Type.Array(Type.String({ pattern: "^[a-z-]{1,40}:[a-z]{1,20}$" }), {
            minItems: 1,
            maxItems: 64,
            uniqueItems: true,
            description: "What owners are asked for; all published ones unless given.",
          }),
        ),
        brand: Type.Optional(brand),
      }),
      {
        default: {},
        description: "Client apps. Gone: its keys are revoked, its addresses refused.",
      },
    ),
    keys: Type.Record(
      Type.String(named),
      Type.Object({
        environment,
        organization,
        app: Type.Optional(
          Type.String({
            minLength: 1,
            description: "The app it is bound to: one declared here, or an ID; else the default.",
          }),
        ),
        scopes: Type.Array(Type.Enum(["ACCESS", "ACCOUNT", "LINK", "RULES"]), {
          default: ["ACCESS", "ACCOUNT", "LINK"],
          minItems: 1,
          uniqueItems: true,
          description: "What it may be used for.",
        }),
        sha256: Type.Optional(
          Type.String({
            pattern: "^[0-9a-f]{64}$",
            description: "SHA-256 of a key that `keys generate` printed, as hex.",
          }),
        ),
        key: Type.Optional(
          Type.String({
            minLength: 1,
            secret: true,
            description: "The key itself, by `${file:}` or `${env:}`, in place of `sha256`.",
          }),
        ),
      }),
      { default: {}, description: "API keys. Gone: revoked." },
    ),
    connections: Type.Record(
      Type.String({ pattern: CONNECTION_ID }),
      Type.Object({
        egressId: Type.Optional(
          Type.String({ ...named, description: "The member of a pool that it leaves from." }),
        ),
        country: Type.Optional(
          Type.String({ pattern: COUNTRY, description: "Where it leaves from." }),
        ),
        paused: Type.Optional(
          Type.Boolean({
            description: "Whether it rests. What its owner paused stays so in any case.",
          }),
        ),
      }),
      {
        default: {},
        description:
          "Where linked accounts leave from, by ID. Gone: they stay as they are. One that is not linked yet is placed at the first reload after.",
      },
    ),
  },
);
