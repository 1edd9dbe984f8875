import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

const questionsOf = async (texts: Readonly<Record<string, string>>, pictures: readonly string[]) => {
  const { cases, refused, labels } = await readDataset(filesOf(texts, pictures), {});
  expect([refused, labels]).toEqual([[], []]);
  return cases.map(({ images, truth, split }) => [
    images[0]?.path,
    split,
    truth.questions?.map(({ question, answers, kind }) => [question, answers.join(), kind]),
  ]);
};

describe('questions in conversations', () => {
  const turns = [
    { from: 'human', value: '<image>\nWhat is shown?' },
    { from: 'gpt', value: 'A histology slide.' },
    { from: 'human', value: 'Is it stained?' },
    { from: 'gpt', value: 'Yes' },
  ];
  const both = [
    ['What is shown?', 'A histology slide.', 'open'],
    ['Is it stained?', 'Yes', 'closed'],
  ];

  test('of LLaVA and LLaVA-Med', async () => {
    const record = {
      id: '27015',
      image: '27015.jpg',
      domain: { mri: false, histology: true },
      conversations: turns,
    };
    for (const texts of [
      { 'q.json': JSON.stringify([record]) },
      { 'q.jsonl': `${JSON.stringify(record)}\n` },
    ])
      expect(await questionsOf(texts, ['images/27015.jpg'])).toEqual([['images/27015.jpg', 'none', both]]);
  });

  test('of chat completions, with a system’s words before them and parts in a message', async () => {
    const record = {
      images: ['27015.jpg'],
      messages: [
        { role: 'system', content: 'You are a radiologist.' },
        { role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'What is shown?' }] },
        { role: 'assistant', content: 'A film.' },
      ],
    };
    expect(await questionsOf({ 'q.jsonl': `${JSON.stringify(record)}\n` }, ['27015.jpg'])).toEqual([
      ['27015.jpg', 'none', [['What is shown?', 'A film.', 'open']]],
    ]);
  });

  test('of LLaVA’s lists, where the kind of question is no label', async () => {
    const line = (id: number, text: string, answer: string) =>
      JSON.stringify({ question_id: id, image: 'a.jpg', text, gpt4_answer: answer, type: 'conversation' });
    const texts = {
      'q.jsonl': `${line(0, 'What is shown?', 'A film.')}\n${line(1, 'Is it normal?', 'Yes')}\n`,
    };
    expect(await questionsOf(texts, ['a.jpg'])).toEqual([
      [
        'a.jpg',
        'none',
        [
          ['What is shown?', 'A film.', 'open'],
          ['Is it normal?', 'Yes', 'closed'],
        ],
      ],
    ]);
  });

  test('a list of anything else stays one', async () => {
    const record = (turn: object) =>
      JSON.stringify([{ image: 'a.jpg', label: 'x', conversations: [turn, turn] }]);
    const { cases } = await readDataset(
      filesOf({ 'q.json': record({ from: 'human', value: 'Hm?' }) }, ['a.jpg']),
      {},
    );
    expect(cases).toMatchObject([{ truth: { labels: ['x'] } }]);
    expect(cases[0]?.truth.questions).toBeUndefined();
  });
});

describe('texts with a line for each picture', () => {
  test('questions of VQA-Med', async () => {
    const pictures = ['Train_images/synpic41148.jpg', 'Train_images/synpic43984.jpg'];
    const lines = 'synpic41148|what kind of image is this?|cta\nsynpic43984|is this normal?|no\n';
    expect(await questionsOf({ 'All_QA_Pairs_train.txt': lines }, pictures)).toEqual([
      [pictures[0], 'train', [['what kind of image is this?', 'cta', 'open']]],
      [pictures[1], 'train', [['is this normal?', 'no', 'closed']]],
    ]);
    const test = 'synpic41148|modality|what kind of image is this?|cta\n';
    expect(await questionsOf({ 'VQAMed_QA_test.txt': test }, pictures.slice(0, 1))).toEqual([
      [pictures[0], 'test', [['what kind of image is this?', 'cta', 'open']]],
    ]);
  });

  test('captions of ROCO', async () => {
    const { cases } = await readDataset(
      filesOf(
        { 'radiology/captions.txt': 'ROCO_2\t CT of the sinus in axial view.\nROCO_3\t Film of a tooth.\n' },
        ['radiology/images/ROCO_2.jpg', 'radiology/images/ROCO_3.jpg'],
      ),
      {},
    );
    expect(cases.map(({ truth }) => truth.report?.others?.[0]?.text)).toEqual([
      'CT of the sinus in axial view.',
      'Film of a tooth.',
    ]);
  });

  test.each([
    ['parted by a space (DDR)', 'a.jpg 0\nb.jpg 2\n', ['0', '2']],
    ['parted by a comma', 'a.jpg,nevus\nb.jpg,melanoma\nc.jpg,nevus\n', ['nevus', 'melanoma']],
    ['parted by a tab', 'x\\a.jpg\t1\nx\\b.jpg\t0\n', ['1', '0']],
  ])('lists of pictures with labels, %s', async (_, list, labels) => {
    const { cases } = await readDataset(filesOf({ 'test.txt': list }, ['x/a.jpg', 'x/b.jpg']), {});
    expect(cases.map(({ truth, split }) => [truth.labels?.[0], split])).toEqual(
      labels.map((label) => [label, 'test']),
    );
  });

  test('lists of which nothing says what a column means: no label is made up (COVIDx)', async () => {
    const list = 'p1 a.jpg 1 0\np2 b.jpg 0 1\n';
    const { cases } = await readDataset(filesOf({ 'train.txt': list }, ['a.jpg', 'b.jpg']), {});
    expect(cases.map(({ truth }) => truth.labels)).toEqual([undefined, undefined]);
  });

  test('any other text is none', async () => {
    const { used } = await readDataset(
      filesOf({ 'x/a.png.txt': '|', 'qa_notes.txt': 'a|b\nwords\n', 'notes.txt': 'a|b|c\n' }, [
        'x/a.png',
        'y/b.png',
      ]),
      {},
    );
    expect(used).toEqual([]);
  });
});
