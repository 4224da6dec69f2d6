/** Paths of the published API's older clients, with those that took their place. */
const MOVED: ReadonlyMap<string, string> = new Map([
  ["/analytics/earnings/chart", "/earnings/chart"],
  ["/analytics/earnings/transactions", "/earnings/transactions"],
  ["/analytics/earnings/chargebacks", "/earnings/chargebacks"],
  ["/subscriptions/subscribers", "/subscribers"],
]);

/** The path that is served for one below `/v2/access`, which an older client may know by another. */
export function currentPath(path: string): string {
  return MOVED.get(path) ?? path.replace(/^(\/promotions\/\d{1,19})\/finish$/, "$1/stop");
}
