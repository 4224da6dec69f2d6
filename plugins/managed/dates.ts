import { GatewayError, Type } from "../../gateway/chain/plugin.ts";

const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * A caller's point in time, ISO 8601 with a zone or milliseconds since 1970, as the upstream writes it.
 * @throws GatewayError `BAD_REQUEST` naming the field.
 */
export function toIsoDate(value: string | number, field: string): string {
  const date = parseDate(value);
  if (date !== undefined) return date.toISOString().replace("Z", "+00:00");
  throw new GatewayError(
    "BAD_REQUEST",
    `The body field \`${field}\` must be an ISO 8601 date with a zone, or milliseconds since 1970.`,
  );
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A point in time of a statistics query; a mere date stands for its beginning, as an end for its end. */
export const StatisticsDate = Type.Optional(
  Type.String({
    maxLength: 64,
    description: "A date, an ISO 8601 date with a zone, or milliseconds since 1970.",
  }),
);

/** The period of a statistics query. */
export const period = { startDate: StatisticsDate, endDate: StatisticsDate };

/**
 * The period in the form the upstream's statistics take, `2026-01-31 23:59:59` in UTC.
 * @throws GatewayError `BAD_REQUEST` naming the parameter.
 */
export function writePeriod(query: {
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
}): { readonly startDate: string | undefined; readonly endDate: string | undefined } {
  return {
    startDate: toStatisticsDate(query.startDate, "startDate", "00:00:00"),
    endDate: toStatisticsDate(query.endDate, "endDate", "23:59:59"),
  };
}

function toStatisticsDate(
  value: string | undefined,
  field: string,
  timeOfDay: string,
): string | undefined {
  if (value === undefined) return undefined;
  const date = parseDate(DAY.test(value) ? `${value}T${timeOfDay}Z` : value);
  if (date !== undefined) return date.toISOString().slice(0, 19).replace("T", " ");
  throw new GatewayError(
    "BAD_REQUEST",
    `The query parameter \`${field}\` must be a date, an ISO 8601 date with a zone, or milliseconds since 1970.`,
  );
}

function parseDate(value: string | number): Date | undefined {
  const milliseconds = /^\d{1,15}$/.test(String(value)) ? Number(value) : undefined;
  const isDate = milliseconds !== undefined || WITH_ZONE.test(String(value));
  const date = new Date(milliseconds ?? value);
  return isDate && !Number.isNaN(date.getTime()) ? date : undefined;
}
