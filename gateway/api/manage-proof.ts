import type { FastifyReply, FastifyRequest } from "fastify";
import type { LinkServices } from "../link/create-link.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { cookieName, cookieOf, forbidden, sendOn, setOwnCookie } from "./page-reply.ts";

/** Whether the browser of a manage page has shown control of the account of late. */
export interface ManageProof {
  /** Sends the browser off to sign in. */
  readonly begin: (reply: FastifyReply, connection: ConnectionRow) => Promise<FastifyReply>;
  readonly until: (
    request: FastifyRequest,
    connection: ConnectionRow,
  ) => Promise<number | undefined>;
  /** @throws GatewayError `FORBIDDEN` unless it has. */
  readonly assert: (request: FastifyRequest, connection: ConnectionRow) => Promise<void>;
}

const LIFE_SECONDS = 3_600;

/** Makes it: a cookie names the Link session, and that session's own cookie shows whose it is. */
export function createManageProof(link: LinkServices, isSecure: () => boolean): ManageProof {
  const name = () => cookieName("proof", isSecure());

  const until: ManageProof["until"] = async (request, connection) => {
    const id = cookieOf(request, name());
    if (id === undefined) return undefined;
    const visit = await link.visits.find(id, cookieOf(request, cookieName(id, isSecure())));
    return link.proofs.provenUntil(visit?.session, connection);
  };

  return {
    begin: async (reply, connection) => {
      const { clientSecret, session } = await link.proofs.open(connection);
      const value = session.id;
      const maxAgeSeconds = LIFE_SECONDS;
      setOwnCookie(reply, { name: name(), value, maxAgeSeconds, isSecure: isSecure() });
      return sendOn(reply, `/${clientSecret}`);
    },
    until,
    assert: async (request, connection) => {
      if ((await until(request, connection)) === undefined) throw forbidden();
    },
  };
}
