import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Truth } from '../dataset/truth.ts';
import { taskById } from '../task/registry.ts';
import type { TaskId } from '../task/task-id.ts';
import type { TaskSpec } from '../task/task.ts';

/** No text whatever makes a reader throw, hang, or answer what the text does not say. */

const labels = ['normal', 'pleural effusion', 'Non-Glaucoma'].map((name) => ({
  name,
  synonyms: ['effusion'],
}));
const truth: Truth = {
  labels: ['normal'],
  boxes: [{ label: 'normal', x: 1, y: 1, width: 3, height: 3 }],
  masks: [{ label: 'normal', mask: { size: [8, 8], counts: 'b04400000>' } }],
  points: [{ label: 'normal', x: 3, y: 3 }],
  regions: [{ label: 'normal', side: 'left', zone: 'lower', fdi: 36, name: 'apex' }],
  findings: [{ observation: 'normal', status: 'present' }],
  report: { findings: 'Lungs clear.', impression: 'No acute disease.', language: 'en' },
  questions: [
    { question: 'Is it?', answers: ['yes'], kind: 'closed' },
    { question: 'How large?', answers: ['3 cm'], kind: 'open' },
    { question: 'Which?', answers: ['B'], kind: 'multiple choice', options: ['CT', 'MRI'] },
  ],
};
const image = { width: 8, height: 8 };

const specs: readonly (readonly [TaskId, TaskSpec['options']])[] = [
  ['classification', {}],
  ['classification', { multiLabel: true }],
  ['diagnosis', {}],
  ['detection', {}],
  ['segmentation', {}],
  ['localization', { form: 'side and zone' }],
  ['localization', { form: 'region' }],
  ['localization', { form: 'point' }],
  ['localization', { form: 'tooth' }],
  ['report-generation', {}],
  ['report-summarization', {}],
  ['report-extraction', {}],
  ['visual-question-answering', { question: 1 }],
  ['visual-question-answering', { question: 2 }],
  ['visual-question-answering', { question: 3 }],
];

const pieces =
  `{ [ } ] "  : , \` \`\`\` \`\`\`json <think> </think> <answer> </answer> null true 0.5 1e999 -1 85% 3.6 36 cm 3_cm
  Answer: answer_is Final_diagnosis: label labels box bbox_2d polygon grid runs mask size counts point side zone fdi region
  findings impression normal effusion pleural no not without rather_than unlikely left right of_the_image patient's
  I_cannot I'm_sorry as_an_AI consult_a_doctor 无法 未见 胸腔积液 。 ， A. (B) 1. 2) - * ** | # <loc0001> <box> (1,2),(3,4) [1,2,3,4]
  __proto__ constructor \\u0000 \\ // /* ' ’ é ﬁ 👍 \n`.split(' ');
const words = fc.array(fc.constantFrom(...pieces.map((piece) => piece.replaceAll('_', ' ')), '\n', ' '), {
  maxLength: 60,
});
const keys = fc.constantFrom(
  ...'label labels answer confidence probabilities diagnoses boxes box bbox_2d polygon regions masks mask size counts grid runs row from to point x y side zone fdi findings impression status normal __proto__'.split(
    ' ',
  ),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'normal',
      'effusion',
      'left',
      'present',
      '',
      '0110',
      '1,2,3,4',
      'yes',
      'B',
      null,
      true,
      0,
      1,
      0.5,
      -1,
      36,
      1e308,
    ),
    fc.double(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  words.map((list) => list.join(' ')),
  words.map((list) => list.join('')),
  json.map((value) => JSON.stringify(value)),
  // Cut off, as a stream that breaks.
  fc.tuple(json, fc.nat(200)).map(([value, at]) => JSON.stringify(value).slice(0, at)),
  fc.tuple(words, json).map(([list, value]) => `${list.join(' ')} ${JSON.stringify(value)}`),
);

describe.each(specs)('%s %o', (id, options) => {
  const task = taskById(id);
  const bound = task.bind({ ...task.defaultSpec(labels, 'en'), options });

  it('takes any text', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, sized) => {
        const evaluation = bound.evaluate({ text, ...(sized ? { image } : {}) }, truth);
        const { outcome } = evaluation;
        if (text.trim() === '') expect(outcome.kind).toBe('empty');
        expect(['answered', 'unreadable', 'refused', 'empty']).toContain(outcome.kind);
        if (outcome.kind === 'unreadable') expect(outcome.reason).not.toBe('');
        for (const value of Object.values(evaluation.values))
          expect(value === null || Number.isFinite(value)).toBe(true);
        for (const value of Object.values(evaluation.probabilities ?? {}))
          expect(value >= 0 && value <= 1).toBe(true);
        expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
      }),
      { numRuns: 150 },
    );
  });

  // What grows with the square of the length takes minutes here, and the test's time runs out.
  it('takes a long text of one repeated piece', () => {
    const long = [
      '{',
      '[',
      '{"a":',
      '"',
      '\\"',
      '```',
      '<think>',
      'Answer: ',
      'no ',
      'normal, ',
      '1. a\n',
      '(',
      '[1,',
      'I cannot ',
      '**',
      '\n ',
      '0 ',
      'a.',
      '0000\n',
      '无法',
    ];
    for (const piece of long) {
      const text = piece.repeat(Math.floor(40_000 / piece.length));
      expect(bound.evaluate({ text, image }, truth).outcome.kind).not.toBe('failed');
      expect(bound.evaluate({ text: `${text}x`, image }, truth).outcome.kind).not.toBe('failed');
    }
  }, 60_000);
});

describe('a text that names no label', () => {
  const task = taskById('classification').bind({ ...taskById('classification').defaultSpec(labels, 'en') });
  it('never yields one', () => {
    const alphabet = fc.constantFrom(...'bcdfghjkqvwxyz0123456789 .,:;()*#\n{}[]"'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 300 }), (text) => {
        const { outcome } = task.evaluate({ text }, truth);
        // A letter alone is an option.
        if (outcome.kind === 'answered') expect(outcome.steps.join()).toMatch(/option letter/u);
      }),
    );
  });
});
