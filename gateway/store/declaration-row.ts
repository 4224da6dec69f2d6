/** What can be declared in a configuration file. */
export type DeclaredKind = "organization" | "app" | "key" | "connection";

/** That something belongs to a configuration file. */
export interface DeclarationRow {
  readonly targetId: string;
  readonly kind: DeclaredKind;
  /** What the file calls it. */
  readonly name: string;
  /** The file, as it is named to people. */
  readonly file: string;
  /** What of it the file says, by name and apart by spaces, where it may leave some open. */
  readonly fields: string | null;
  /** When the file no longer had it; it may come back there, and belongs to nobody meanwhile. */
  readonly disabledAt: number | null;
}
