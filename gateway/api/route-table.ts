interface RouteEntry {
  readonly segments: readonly string[];
  readonly methods: Set<string>;
}

/** Which methods each path answers, for the `Allow` header of a 405 (RFC 9110 §15.5.6). */
export function createRouteTable(): {
  readonly add: (route: { readonly url: string; readonly method: string | string[] }) => void;
  /** The methods as a list for `Allow`, or `undefined` if nothing answers the path. */
  readonly methodsOf: (path: string) => string | undefined;
} {
  const entries = new Map<string, RouteEntry>();
  return {
    add: ({ url, method }) => {
      const entry = entries.get(url) ?? { segments: url.split("/"), methods: new Set<string>() };
      for (const each of [method].flat()) entry.methods.add(each);
      entries.set(url, entry);
    },
    methodsOf: (path) => {
      const segments = path.split("/");
      const methods = new Set<string>();
      for (const entry of entries.values()) {
        if (!matches(entry.segments, segments)) continue;
        for (const method of entry.methods) methods.add(method);
      }
      return methods.size === 0 ? undefined : [...methods].sort().join(", ");
    },
  };
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => part.startsWith(":") || part === segments[index])
  );
}
