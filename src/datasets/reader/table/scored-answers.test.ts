import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

const item = (image: string, sent: string, label: object, more: object = {}) => ({
  img_id: image,
  sent,
  label,
  question_id: 1,
  ...more,
});
const read = (items: readonly object[]) =>
  readDataset(
    filesOf({ 'qas/train_vqa.json': JSON.stringify(items) }, [
      'images/train/train_0422.jpg',
      'images/train/train_0986.jpg',
    ]),
    {},
  );
const asked = ({ cases }: Awaited<ReturnType<typeof read>>) =>
  cases.map(({ truth }) => [truth.labels, truth.questions?.map(({ answers, kind }) => [kind, ...answers])]);

describe('answers as objects of scores', () => {
  test('PathVQA: they are answers, not columns of 0 and 1', async () => {
    const reading = await read([
      item('train_0422', 'Where are liver stem cells located?', { 'in the canals of hering': 1 }),
      item('train_0422', 'Is a scar to be seen?', { yes: 1 }, { answer_type: 'yes/no' }),
      item('train_0986', 'Is it normal?', { no: 1 }),
    ]);
    expect(reading.refused).toEqual([]);
    expect(reading.labels).toEqual([]);
    expect(asked(reading)).toEqual([
      [
        undefined,
        [
          ['open', 'in the canals of hering'],
          ['closed', 'yes'],
        ],
      ],
      [undefined, [['closed', 'no']]],
    ]);
    expect(reading.notes).toContain(
      'train_vqa.json: “label” holds answers with their scores, and is read as the answer.',
    );
  });

  test('every answer alike, as a split of closed questions has it', async () => {
    const reading = await read([
      item('train_0422', 'Is a scar to be seen?', { yes: 1 }),
      item('train_0986', 'Is it normal?', { yes: 1 }),
    ]);
    expect(asked(reading)).toEqual([
      [undefined, [['closed', 'yes']]],
      [undefined, [['closed', 'yes']]],
    ]);
  });

  test('of several, those scored highest; none where there are none', async () => {
    const reading = await read([
      item('train_0422', 'What is seen?', { oedema: 1, edema: 1, fluid: 0.3 }),
      item('train_0986', 'What else?', {}),
    ]);
    expect(asked(reading)).toEqual([
      [undefined, [['open', 'oedema', 'edema']]],
      [undefined, undefined],
    ]);
    expect(reading.notes.join()).toContain('1 others were left out');
  });

  test('an object of labels without a question stays one of 0 and 1', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'labels.json': JSON.stringify([
            { image: 'a.png', label: { mass: 1, nodule: 0 } },
            { image: 'b.png', label: { mass: 0, nodule: 0 } },
          ]),
        },
        ['a.png', 'b.png'],
      ),
      {},
    );
    expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([['label.mass'], []]);
  });
});
