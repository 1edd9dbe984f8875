/** Named after people. */
const people = new Set(['Brier', 'Dice', 'Hamming', 'Hausdorff', 'Jaccard']);

/** A metric's name as it stands within a sentence: `accuracy`, but `Dice`, `F1 of boxes`, `ROUGE-L F1`. */
export function nameInSentence(name: string): string {
  const [first = ''] = name.split(' ', 1);
  return people.has(first) || /.[A-Z\d]/u.test(first) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
