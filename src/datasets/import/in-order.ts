/** Works on up to `width` items at once and gives the results in the order of the items. */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const under: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    // Awaited later, in its turn: an early failure is no unhandled one.
    result.catch(() => undefined);
    under.push(result);
    const first = under.length >= width ? under.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const result of under) yield await result;
}
