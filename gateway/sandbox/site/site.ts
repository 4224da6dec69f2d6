import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { parseObject, readBody } from "../read-body.ts";
import { json, text, type Reply } from "../reply.ts";
import type { Stage } from "../stage.ts";
import { splitTarget } from "../target.ts";
import { CAPTCHA_FIELD } from "./captchas.ts";

const MAX_BODY_BYTES = 4_096;

const markup = readFileSync(new URL("login-page.html", import.meta.url), "utf8");
const script = readFileSync(new URL("login-page.js", import.meta.url), "utf8");

/** The pretend site that people see in a browser; `undefined` for what is not of it. */
export async function answerSite(
  stage: Stage,
  request: IncomingMessage,
  target: string,
): Promise<Reply | undefined> {
  const [path] = splitTarget(target);
  switch (`${request.method ?? ""} ${path}`) {
    case "GET /":
      return text(markup, "text/html; charset=utf-8", 200, { "cache-control": "no-store" });
    case "GET /site.js":
      return text(script, "text/javascript; charset=utf-8", 200, { "cache-control": "no-store" });
    case "GET /site.json":
      return json({ build: stage.builds.newest(), captcha: CAPTCHA_FIELD });
    case "POST /captcha":
      return json(stage.captchas.open());
    case "POST /captcha/click": {
      const { id, x, y, isTrusted } = parseObject(await readBody(request, MAX_BODY_BYTES));
      // What a script of the page does is no click, and the page says so.
      const token =
        isTrusted === true ? stage.captchas.solve(String(id), Number(x), Number(y)) : undefined;
      return json({ token: token ?? null });
    }
    default:
      return undefined;
  }
}
