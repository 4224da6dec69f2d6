import type { Server } from "node:http";

/**
 * Listens, and resolves once connections are taken.
 * @throws Error made by `describe` from why the address cannot be used.
 */
export function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  describe: (why: string) => string,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const fail = (cause: NodeJS.ErrnoException) => {
    const why = cause.code === "EADDRINUSE" ? "the port is in use" : (cause.code ?? cause.message);
    reject(new Error(describe(why), { cause }));
  };
  server.once("error", fail);
  server.listen(port, host, () => {
    server.off("error", fail);
    resolve(undefined);
  });
  return promise;
}
