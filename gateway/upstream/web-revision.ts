/** The value of `x-of-rev` for a build: its web revision, if its document gave one of the upstream's form, `YYYYMMDDHHMM-<10 hex>`. */
export function webRevision(params: Readonly<Record<string, unknown>>): string | undefined {
  const { revision } = params;
  return typeof revision === "string" && /^\d{12}-[0-9a-f]{10}$/.test(revision)
    ? revision
    : undefined;
}
