import type { AccountServices } from "../account-services.ts";
import { readCredentials, type Credentials } from "../connections/import-credentials.ts";
import { GatewayError } from "../errors.ts";
import { DRIVER_NAMES } from "../link/login-driver.ts";
import type { Origin } from "../link/owner-acts.ts";
import { secretBytes } from "../secrets/secret-bytes.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Form } from "./form-body.ts";

/** An act of an owner, by the form it came with. */
export type OwnerAct = (session: LinkSessionRow, form: Form, from: Origin) => Promise<void>;

/** What owners send while they sign in, by the last part of the form's address. */
export function signInActs({
  link,
  store,
}: Pick<AccountServices, "link" | "store">): Readonly<Record<string, OwnerAct>> {
  const say = async ({ id, step }: LinkSessionRow, notice: string): Promise<void> => {
    if (step === "login" || step === "code") await store.linkSessions.move(id, [step], { notice });
  };

  const handOver = async (
    session: LinkSessionRow,
    name: "companion" | "import",
    form: Form,
    from: Origin,
  ): Promise<void> => {
    const credentials = credentialsIn(form, from);
    if (typeof credentials === "string") await say(session, credentials);
    else await link.flow.handOver(session, credentials, name, from);
  };

  return {
    choose: (session, form) => {
      const name = form.text("driver");
      return link.flow.choose(
        session,
        DRIVER_NAMES.find((each) => each === name),
      );
    },
    login: async (session, form, from) => {
      const email = form.text("email")?.trim() ?? "";
      const password = form.bytes("password");
      if (!/^[^\s@]{1,200}@[^\s@]{1,200}$/.test(email) || password.length === 0)
        await say(session, "missing");
      else await link.flow.logIn(session, { email, password }, from);
    },
    code: async (session, form, from) => {
      const digits = withoutSpaces(form.bytes("code"));
      if (!digits.every(isCodeByte) || digits.length < 4 || digits.length > 10)
        await say(session, "missing");
      else await link.flow.checkCode(session, digits, from);
      digits.fill(0);
    },
    resend: (session, _form, from) => link.flow.sendCode(session, from),
    import: (session, form, from) => handOver(session, "import", form, from),
    companion: async (session, form, from) => {
      const ticket = form.text("ticket") ?? "";
      const wrong = await link.companion.take(session, {
        ticket,
        gateway: form.text("gateway") ?? "",
      });
      if (wrong !== undefined) await say(session, wrong);
      else await handOver(session, "companion", form, from);
    },
  };
}

/** The session in a form; what is wrong with it in a word. */
function credentialsIn(form: Form, { userAgent }: Origin): Credentials | string {
  const text = (name: string) => form.text(name)?.trim() ?? "";
  const cookie = text("cookie").replace(/^cookie:\s*/i, "");
  const xBc = text("xBc");
  const sessionEndsAt = text("sessionEndsAt");
  if (cookie === "") return "missing";
  try {
    return readCredentials({
      cookie,
      userAgent: text("userAgent") || userAgent,
      ...(xBc !== "" && { xBc }),
      ...(sessionEndsAt !== "" && { sessionEndsAt }),
    });
  } catch (error) {
    if (error instanceof GatewayError && error.details.reason !== undefined)
      return error.details.reason;
    throw error;
  }
}

function withoutSpaces(code: Buffer): Buffer {
  const digits = secretBytes(code.length);
  let length = 0;
  for (const byte of code) if (byte !== 32) digits[length++] = byte;
  return digits.subarray(0, length);
}

function isCodeByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
