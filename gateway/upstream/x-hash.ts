/** What the upstream's own pages send as `x-hash`: a text it hands out for each user. */
export interface XHash {
  readonly value: string;
  readonly fetchedAt: number;
}

/** Past it the text is not sent any more: a missing one is taken, an outdated one need not be. */
export const HASH_LIFE_MS = 86_400_000;

/** The text to send now, if there is one. */
export function freshHash(hash: XHash | undefined, nowMs: number): string | undefined {
  return hash !== undefined && nowMs - hash.fetchedAt < HASH_LIFE_MS ? hash.value : undefined;
}

/** As it is sealed: with the time it was fetched at. */
export function writeHash({ value, fetchedAt }: XHash): string {
  return `${fetchedAt} ${value}`;
}

/** What was sealed. */
export function readHash(text: string): XHash | undefined {
  const [fetchedAt, value] = text.split(" ");
  return value === undefined ? undefined : { value, fetchedAt: Number(fetchedAt) };
}
