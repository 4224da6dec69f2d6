/** A poll under a post. */
export interface Poll {
  readonly options: readonly { readonly id: number; readonly text: string }[];
  readonly finishesAt: number;
}
