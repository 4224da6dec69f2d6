import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a candidate tells its parent once it serves. */
export interface Ready {
  readonly port: number;
  /** Put before every path. */
  readonly prefix: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a candidate can be asked to do beside serving. */
export type Order = "reload" | "sign";

/** Reads the upstream's port, as the parent passes it. */
export function upstreamUrl(): string {
  return `http://127.0.0.1:${process.argv[2] ?? ""}`;
}

/** Reports that this process serves, and carries out orders; each answer is a number. */
export function report(
  ready: Ready,
  orders: Partial<Record<Order, () => Promise<number>>> = {},
): void {
  process.on("message", (order: Order) => {
    void orders[order]?.().then((answer) => process.send?.({ answer }));
  });
  // A parent that is gone needs no candidate.
  process.on("disconnect", () => process.exit());
  process.send?.({ ready });
}

/** Listens on a free port and reports it. */
export function serve(server: Server): void {
  server.listen(0, "127.0.0.1", () => {
    report({ port: (server.address() as AddressInfo).port, prefix: "", fields: {} });
  });
}
