/** What became of one thing that was to be located; null where a figure has no meaning for it. */
export interface LocatedTarget {
  readonly label: string;
  readonly hit: boolean;
  /** From the answer to the true point. */
  readonly distance: PointDistance | null;
  /** Is the side of the patient right? null where the truth has no side. */
  readonly sideAgrees: boolean | null;
  /** Was left said for right, or right for left? null where the truth is neither. */
  readonly sideSwapped: boolean | null;
}

export interface PointDistance {
  readonly pixels: number;
  /** null where the image has no spacing. */
  readonly millimetres: number | null;
  /** As a share of the image's diagonal. */
  readonly ofDiagonal: number;
}
