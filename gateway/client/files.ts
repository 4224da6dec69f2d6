/** The modules the client is made of. */
export const MODULES = [
  "index",
  "calls",
  "client-error",
  "pages",
  "upload",
  "verify-webhook",
] as const;

/** Where a module's declarations are kept, from the checkout's root. */
export function declarationOf(module: string): string {
  return `gateway/client/declarations/${module}.d.ts`;
}
