import { Type } from "typebox";
import { EVENT_TYPES } from "../../webhooks/event-types.ts";
import { NAME, section } from "./fields.ts";

/** Who is told of events, where the file says so. */
export const webhooks = section("Who is told of events, beside those added while running.", {
  endpoints: Type.Array(
    Type.Object(
      {
        name: Type.String({ pattern: NAME, description: "To tell endpoints apart." }),
        environment: Type.Enum(["sandbox", "live"], {
          description: "The environment whose events it is told.",
        }),
        organization: Type.Optional(
          Type.String({
            minLength: 1,
            description: "Whose events, by ID or name; the default organization's unless given.",
          }),
        ),
        url: Type.String({
          minLength: 1,
          maxLength: 2_048,
          description: "Where events are sent: `https`, or this machine for the sandbox.",
        }),
        events: Type.Array(Type.Enum(["*", ...EVENT_TYPES]), {
          default: ["*"],
          minItems: 1,
          description: "Which types of events; `*` for all.",
        }),
        form: Type.Enum(["standard", "ofauth", "svix"], {
          default: "standard",
          description: "How deliveries are written and signed.",
        }),
        secret: Type.String({
          pattern: "^whsec_[A-Za-z0-9+/]{32,88}={0,2}$",
          secret: true,
          description:
            "What signs them: `whsec_` and 24 to 64 bytes in base64. Another one takes over within a day, in which both sign.",
        }),
      },
      { additionalProperties: false },
    ),
    { default: [], description: "Endpoints that belong to this file." },
  ),
});
