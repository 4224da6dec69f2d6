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

/** Takes the declarations of a configuration, or says what that would change. */
export async function declare(
  options: Pick<PrepareOptions, "declare">,
  loaded: LoadedConfig,
  dryRun: boolean,
): Promise<Prepared["declared"]> {
  const declared = await options.declare(loaded, { dryRun });
  return declared.length === 0 ? {} : { declared };
}

/** Builds a generation, then takes its declarations: last, since they change what the one before works with, too. */
export async function prepare(
  options: PrepareOptions,
  loaded: LoadedConfig,
  number: number,
  dryRun: boolean,
): Promise<Prepared> {
  const candidate = await options.build(loaded, number);
  try {
    return { candidate, declared: await declare(options, loaded, dryRun) };
  } catch (error) {
    await candidate.retire(0);
    throw error;
  }
}
