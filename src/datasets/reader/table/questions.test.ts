import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';
import { faults, read } from './test-tables.ts';

describe('questions', () => {
  test('SLAKE: numbers of pictures and questions, 0 and 1 by chance, are no labels', async () => {
    const item = (img_id: number, qid: number, more: object) => ({
      img_id,
      img_name: `xmlab${img_id}/source.jpg`,
      question: 'Is there a tumour?',
      answer: 'No',
      q_lang: 'en',
      answer_type: 'CLOSED',
      qid,
      is_hard: 0,
      ...more,
    });
    const reading = await readDataset(
      filesOf(
        {
          'imgs/xmlab0/question.json': JSON.stringify([item(0, 0, {})]),
          'train.json': JSON.stringify([
            item(0, 0, {}),
            item(0, 1, { question: '有肿瘤吗？', answer: '没有', q_lang: 'zh' }),
          ]),
          'test.json': JSON.stringify([item(1, 2, {})]),
        },
        ['imgs/xmlab0/source.jpg', 'imgs/xmlab1/source.jpg'],
      ),
      {},
    );
    expect(reading.refused).toEqual([]);
    expect(reading.cases.map(({ truth, split }) => [truth.labels, truth.questions?.length, split])).toEqual([
      [undefined, 2, 'train'],
      [undefined, 1, 'test'],
    ]);
  });

  test('VQA-RAD: open and closed, several of one picture', async () => {
    const item = (qid: string, question: string, answer: string | number, type: string) => ({
      qid,
      image_name: 'synpic1.jpg',
      image_organ: 'CHEST',
      question,
      answer,
      question_type: 'PRES',
      answer_type: type,
    });
    const reading = await readDataset(
      filesOf(
        {
          'VQA_RAD Dataset Public.json': JSON.stringify([
            item('1', 'Is there a mass?', 'No', 'CLOSED'),
            item('2', 'How many lobes?', 3, 'OPEN '),
            { ...item('3', 'Where?', 'left', 'OPEN'), image_name: 'gone.jpg' },
          ]),
        },
        ['VQA_RAD Image Folder/synpic1.jpg'],
      ),
      {},
    );
    expect(reading.cases).toMatchObject([
      {
        attributes: { image_organ: 'CHEST' },
        truth: {
          questions: [
            { question: 'Is there a mass?', answers: ['No'], kind: 'closed' },
            { question: 'How many lobes?', answers: ['3'], kind: 'open' },
          ],
        },
      },
    ]);
    expect(faults(reading)).toEqual([
      'VQA_RAD Dataset Public.json: 1 of 3 rows name pictures that are not here; the first is item 3, “gone.jpg”',
    ]);
  });

  test('SLAKE: pictures by their folders, splits by file, two languages', async () => {
    const item = (question: string, lang: string) => [
      {
        img_id: 1,
        img_name: 'xmlab1/source.jpg',
        question,
        answer: 'Yes',
        q_lang: lang,
        location: 'Abdomen',
        modality: 'MRI',
        answer_type: 'CLOSED',
        base_type: 'vqa',
        content_type: 'Modality',
        triple: ['vhead', '_', '_'],
        qid: 0,
      },
    ];
    const reading = await readDataset(
      filesOf(
        {
          'train.json': JSON.stringify(item('Is it MRI?', 'en')),
          'validate.json': JSON.stringify([
            { ...item('是否为核磁共振？', 'zh')[0], img_name: 'xmlab2/source.jpg' },
          ]),
        },
        ['imgs/xmlab1/source.jpg', 'imgs/xmlab2/source.jpg'],
      ),
      {},
    );
    expect(
      reading.cases.map(({ name, split, attributes, truth }) => [
        name,
        split,
        attributes.modality,
        truth.questions?.[0]?.kind,
      ]),
    ).toEqual([
      ['imgs/xmlab1/source.jpg', 'train', 'MRI', 'closed'],
      ['imgs/xmlab2/source.jpg', 'validation', 'MRI', 'closed'],
    ]);
  });

  test('VLMEvalKit: pictures in cells, options by letter, a picture written once', async () => {
    const png = Buffer.from('89504e470d0a1a0a' + '00'.repeat(60), 'hex').toString('base64');
    const tsv = `index\timage\tquestion\tA\tB\tC\tanswer\tcategory\n0\t${png}\tWhich organ?\tHeart\tLung\t\tB\torgan\n1\t0\tWhich side?\tLeft\tRight\tBoth\tA\tside\n`;
    const reading = await readDataset(filesOf({ 'MedBench.tsv': tsv }), {});
    expect(reading.refused).toEqual([]);
    expect(reading.embedded.map(({ path }) => path)).toEqual(['MedBench.tsv/row 2.png']);
    expect(reading.cases).toMatchObject([
      {
        name: 'MedBench.tsv/row 2.png',
        images: [{ path: 'MedBench.tsv/row 2.png' }],
        truth: {
          questions: [
            {
              question: 'Which organ?',
              answers: ['Lung'],
              kind: 'multiple choice',
              options: ['Heart', 'Lung'],
            },
            { question: 'Which side?', answers: ['Left'], options: ['Left', 'Right', 'Both'] },
          ],
        },
      },
    ]);
  });

  test('options in a cell, and an answer that is none of them', async () => {
    const reading = await read(
      'image,question,options,answer\na.png,What?,"[\'Mass\', ""It\'s a node""]",B\nb.png,What?,A: Mass B: Node,Cyst\n',
    );
    expect(reading.cases[0]?.truth.questions).toEqual([
      {
        question: 'What?',
        answers: ["It's a node"],
        kind: 'multiple choice',
        options: ['Mass', "It's a node"],
      },
    ]);
    expect(faults(reading)).toEqual(['t.csv, row 3: “answer” is “Cyst”, none of the options']);
  });

  test('options that begin with their letters (PMC-VQA); several accepted answers; parts without questions', async () => {
    const lettered = await read(
      'Figure_path,Question,Answer,Choice A,Choice B\na.png,What is it?,CT,A:MRI,B: CT\nb.png,What is it?,A,A:MRI,B: CT\n',
    );
    expect(lettered.cases.map(({ truth }) => truth.questions?.[0])).toMatchObject([
      { answers: ['CT'], options: ['MRI', 'CT'] },
      { answers: ['MRI'], options: ['MRI', 'CT'] },
    ]);
    const several = await readDataset(
      filesOf(
        {
          'q.json': JSON.stringify({
            train: [{ image: 'a.png', question: 'Is it?', answer: ['yes', 'yeah'] }],
            val: [],
            test: [{ image: 'b.png', question: 'Is it?', answer: 'no' }],
          }),
        },
        ['a.png', 'b.png'],
      ),
      {},
    );
    expect(several.cases.map(({ split, truth }) => [split, truth.questions?.[0]?.answers])).toEqual([
      ['train', ['yes', 'yeah']],
      ['test', ['no']],
    ]);
  });

  test('MedXpertQA: the letter under “label” is the answer, not what the pictures show', async () => {
    const item = (id: string, label: string, images: readonly string[]) => ({
      id,
      question: 'Which diagnosis fits best?',
      options: { A: 'Aortic stenosis', B: 'Mitral regurgitation', C: 'Endocarditis' },
      label,
      images,
      medical_task: 'Diagnosis',
    });
    const lines = [item('MM-26', 'B', ['a.jpeg', 'b.jpeg']), item('MM-27', 'A', ['c.jpeg'])];
    const reading = await readDataset(
      filesOf({ 'MM/test.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') }, [
        'images/a.jpeg',
        'images/b.jpeg',
        'images/c.jpeg',
      ]),
      {},
    );
    expect([reading.refused, reading.labels]).toEqual([[], []]);
    expect(reading.cases).toMatchObject([
      { images: [{}, {}], truth: { questions: [{ answers: ['Mitral regurgitation'] }] } },
      { images: [{}], truth: { questions: [{ answers: ['Aortic stenosis'], kind: 'multiple choice' }] } },
    ]);
  });
});
