import fc from 'fast-check';

export const rating = fc.integer({ min: 0, max: 3 });

/** Items rated by so many raters, each with how often it counts. */
export const weightedItems = (raters: number) =>
  fc.array(
    fc.tuple(fc.array(rating, { minLength: raters, maxLength: raters }), fc.integer({ min: 0, max: 3 })),
    { minLength: 1, maxLength: 12 },
  );
