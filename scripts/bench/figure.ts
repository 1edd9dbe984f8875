/** One line of `npm run bench`. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  /** In words: `at most 1.5x`. */
  readonly goal: string;
  readonly ok: boolean;
  /** Beside the peer measured in the same run. */
  readonly ratio?: number;
  readonly against?: string;
}

export type Figures = Readonly<Record<string, Figure>>;
