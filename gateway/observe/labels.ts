const methods: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);

const statusClasses = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"] as const;

/** A method as a label value: strangers can invent methods, and must not thereby make series. */
export function methodLabel(method: string): string {
  return methods.has(method) ? method : "other";
}

/** The class of a status as a label value, such as `2xx`. */
export function statusLabel(status: number): string {
  return statusClasses[Math.floor(status / 100)] ?? "other";
}
