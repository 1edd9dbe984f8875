import { expect, it } from 'vitest';
import { nameInSentence } from './name-in-sentence.ts';

it.each([
  ['Accuracy', 'accuracy'],
  ['Balanced accuracy', 'balanced accuracy'],
  ['Hit rate', 'hit rate'],
  ['Dice', 'Dice'],
  ['F1 of boxes', 'F1 of boxes'],
  ['ROUGE-L F1', 'ROUGE-L F1'],
  ['IoU (Jaccard)', 'IoU (Jaccard)'],
  ['chrF', 'chrF'],
])('%s is %s in a sentence', (name, inSentence) => {
  expect(nameInSentence(name)).toBe(inSentence);
});
