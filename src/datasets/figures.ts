/** A count as sentences write it: `3,826`. */
export const figures = (count: number): string => count.toLocaleString('en');
