/** A structured log; fields come first, the sentence second. Field values must hold no secrets: pass ids, never headers or bodies. */
export interface Log {
  readonly debug: (fields: object, message: string) => void;
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
  readonly child: (fields: object) => Log;
}
