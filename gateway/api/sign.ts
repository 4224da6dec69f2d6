import { Type, type Static } from "typebox";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Rules } from "../rules/rules.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";
import { servingRules } from "./dynamic-rules.ts";
import { webRevision } from "../upstream/web-revision.ts";

const numeral = (maxLength: number, description: string) =>
  Type.Optional(
    Type.Union(
      [Type.Integer({ minimum: 0 }), Type.String({ pattern: `^[0-9]{1,${maxLength}}$` })],
      {
        description,
      },
    ),
  );

const body = Type.Object(
  {
    endpoint: Type.String({
      minLength: 1,
      maxLength: 8192,
      description: "Path with query, such as `/api2/v2/users/me`, or a whole URL.",
    }),
    time: numeral(16, "Milliseconds since 1970; now unless given."),
    timestamp: numeral(16, "The same under its older name."),
    "user-id": numeral(20, "The upstream user ID, if that header will be sent."),
    user_id: numeral(20, "The same under its older name."),
  },
  { additionalProperties: false },
);

const answer = Type.Object(
  {
    signed: Type.Record(Type.String(), Type.String()),
    is_public: Type.Boolean(),
    is_early_access: Type.Boolean(),
  },
  { additionalProperties: false },
);

/** `POST /v2/dynamic-rules/sign`: the headers that sign one request, for clients that send it themselves. */
export function signRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  rules: Pick<Rules, "current">,
  clock: Clock,
): void {
  const schema = {
    summary: "The headers that sign one upstream request.",
    body,
    response: { 200: answer },
  };
  for (const path of ["/v2/dynamic-rules/sign", "/sign"]) {
    app.post(path, { onRequest: authenticate("RULES"), schema }, (request) => {
      const serving = servingRules(rules, callerOf(request).environment);
      const { set } = serving.sign({
        time: String(request.body.time ?? request.body.timestamp ?? clock.now()),
        method: "GET",
        path: pathOf(request.body),
        userId: String(request.body["user-id"] ?? request.body.user_id ?? "0"),
        // The session is the caller's own; they add its headers to the signed ones.
        session: { userAgent: "", xBc: "" },
      });
      const revision = webRevision(serving.params);
      const signed = {
        ...set,
        ...(revision !== undefined && { "x-of-rev": revision }),
      };
      return { signed, is_public: true, is_early_access: false };
    });
  }
}

/** The path and query of an endpoint byte for byte: what is signed must be what is sent. */
function pathOf({ endpoint }: Static<typeof body>): string {
  const path = endpoint.replace(/^https?:\/\/[^/?#]+/i, "");
  if (!/^\/[!-"$-~]*$/.test(path))
    throw new GatewayError(
      "BAD_REQUEST",
      "`body/endpoint` must be a path that begins with `/`, percent-encoded and without a fragment.",
    );
  return path;
}
