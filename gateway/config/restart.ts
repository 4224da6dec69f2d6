import { visitValues } from "./json-schema.ts";
import { configSchema, type Config } from "./schema.ts";

/** JSON pointers of the changed settings that only a restart can put into force. */
export function findRestarts(before: Config, after: Config): string[] {
  const [old, now] = [startSettings(before), startSettings(after)];
  const places = new Set([...old.keys(), ...now.keys()]);
  return [...places].filter((place) => old.get(place) !== now.get(place));
}

function startSettings(config: Config): Map<string, string> {
  const settings = new Map<string, string>();
  visitValues(configSchema, config, ({ schema, value, pointer }) => {
    if (schema.restart === true) settings.set(pointer, JSON.stringify(value));
  });
  return settings;
}
