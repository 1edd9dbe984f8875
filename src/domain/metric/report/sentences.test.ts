import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentencesOf } from './sentences.ts';

const sentences = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ['Heart is normal. Lungs are clear.', ['Heart is normal.', 'Lungs are clear.']],
  ['Nodule of 4.2 cm. Stable!', ['Nodule of 4.2 cm.', 'Stable!']],
  ['left lung apex.There are opacities', ['left lung apex.', 'There are opacities']],
  [
    'Atelectasis vs. pneumonia, e.g. early. Dr. X agrees',
    ['Atelectasis vs. pneumonia, e.g. early.', 'Dr. X agrees'],
  ],
  ['No acute\nabnormality\nHeart normal', ['No acute\nabnormality', 'Heart normal']],
  ['FINDINGS\n\nclear', ['FINDINGS', 'clear']],
  ['effusion\n- clear\n2 nodules', ['effusion', '- clear', '2 nodules']],
  ['双肺清晰。心影不大！\n未见积液', ['双肺清晰。', '心影不大！', '未见积液']],
  ['  ', []],
  ['', []],
])('%j', (text, expected) => {
  expect(sentences(text)).toEqual(expected);
});

test('a long text without punctuation is cut at spaces, or anywhere if it has none', () => {
  const words = 'effusion '.repeat(1000);
  expect(sentences(words).join(' ')).toBe(words.trim());
  expect(Math.max(...sentences(words).map(({ length }) => length))).toBeLessThanOrEqual(800);
  expect(sentences('x'.repeat(2000)).map(({ length }) => length)).toEqual([800, 800, 400]);
});

test('sentences of any text are in order, apart, and hold all but white space', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', '.', '\n', ' ', '1', '。', '肺', 'vs') });
  fc.assert(
    fc.property(text, (any) => {
      let last = 0;
      for (const { start, end } of sentencesOf(any)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(any.slice(last, start).trim()).toBe('');
        expect(any.slice(start, end).trim()).toBe(any.slice(start, end));
        last = end;
      }
      expect(any.slice(last).trim()).toBe('');
    }),
  );
});
