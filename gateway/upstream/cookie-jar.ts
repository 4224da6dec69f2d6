export interface CookieJar {
  readonly header: () => string;
}
