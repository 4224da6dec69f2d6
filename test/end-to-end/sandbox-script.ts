import type { TestGateway } from "../support/gateway.ts";

/** Sends a command to the sandbox's script and gives its answer. */
export async function command(
  gateway: TestGateway,
  name: string,
  body: unknown = {},
): Promise<unknown> {
  const response = await fetch(`${gateway.sandbox.url}/_sandbox/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`/_sandbox/${name} answered ${response.status}`);
  return response.json();
}

/** How many requests the sandbox has seen, by what became of them. */
export async function verdicts(gateway: TestGateway): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${gateway.sandbox.url}/_sandbox/counters`);
  return ((await response.json()) as { verdicts: Record<string, number> }).verdicts;
}

/** A call of the sandbox's creator. */
export function call(
  gateway: TestGateway,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const { apiKey, creator } = gateway.sandbox;
  const headers = new Headers(init.headers);
  headers.set("apikey", apiKey);
  headers.set("x-connection-id", creator);
  return fetch(new URL(path, gateway.url), { ...init, headers });
}

/** Calls over and over, a few at a time, until told to stop; gives the statuses it saw. */
export function startLoad(gateway: TestGateway): { readonly stop: () => Promise<number[]> } {
  let isStopped = false;
  const statuses: number[] = [];
  const worker = async () => {
    while (!isStopped) {
      const response = await call(gateway, "/v2/access/proxy/users/me");
      await response.arrayBuffer();
      statuses.push(response.status);
    }
  };
  const workers = Array.from({ length: 6 }, worker);
  return {
    stop: async () => {
      isStopped = true;
      await Promise.all(workers);
      return statuses;
    },
  };
}
