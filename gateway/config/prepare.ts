import type { DeclaredChange } from "../declared/change.ts";
import type { Generation } from "./generation.ts";
import type { LoadedConfig } from "./load.ts";

/** A generation that can take over. */
export interface Prepared {
  readonly candidate: Generation;
  /** What its declarations changed, or would; left out where that is nothing. */
  readonly declared: { readonly declared?: readonly DeclaredChange[] };
}

/** How a generation is made of a configuration. */
export interface PrepareOptions {
  readonly build: (loaded: LoadedConfig, number: number) => Promise<Generation>;
  /** Puts what it declares into force, or says what that would change. @throws ConfigError for what cannot be. */
  readonly declare: (
    loaded: LoadedConfig,
    options: { readonly dryRun: boolean },
  ) => Promise<readonly DeclaredChange[]>;
}

/** Builds a generation, then takes its declarations: last, since they change what the one before works with, too. */
export async function prepare(
  { build, declare }: PrepareOptions,
  loaded: LoadedConfig,
  number: number,
  dryRun: boolean,
): Promise<Prepared> {
  const candidate = await build(loaded, number);
  try {
    const declared = await declare(loaded, { dryRun });
    return { candidate, declared: declared.length === 0 ? {} : { declared } };
  } catch (error) {
    await candidate.retire(0);
    throw error;
  }
}
