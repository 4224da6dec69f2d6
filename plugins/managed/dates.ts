import { GatewayError } from "../../gateway/chain/plugin.ts";

const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * A caller's point in time, ISO 8601 with a zone or milliseconds since 1970, as the upstream writes it.
 * @throws GatewayError `BAD_REQUEST` naming the field.
 */
export function toIsoDate(value: string | number, field: string): string {
  const milliseconds = /^\d{1,15}$/.test(String(value)) ? Number(value) : undefined;
  const isDate = milliseconds !== undefined || WITH_ZONE.test(String(value));
  const date = new Date(milliseconds ?? value);
  if (isDate && !Number.isNaN(date.getTime())) return date.toISOString().replace("Z", "+00:00");
  throw new GatewayError(
    "BAD_REQUEST",
    `The body field \`${field}\` must be an ISO 8601 date with a zone, or milliseconds since 1970.`,
  );
}
