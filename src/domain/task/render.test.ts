import { describe, expect, it } from 'vitest';
import type { Truth } from '../dataset/truth.ts';
import { blobHash } from '../ids.ts';
import { exampleBlock } from './examples.ts';
import type { PromptedExample } from './examples.ts';
import { definePrompt } from './identity.ts';
import { renderPrompt, slotNames } from './render.ts';
import type { PromptedSample } from './render.ts';
import { tasks } from './registry.ts';
import type { TaskSpec } from './task.ts';

const spec: TaskSpec = {
  task: 'classification',
  labels: [
    { name: 'normal', synonyms: [] },
    { name: 'effusion', synonyms: ['pleural fluid'], definition: 'fluid in the pleural space' },
  ],
  options: {},
  language: 'en',
};
const sample: PromptedSample = {
  name: 'case {{labels}}',
  images: [],
  text: { findings: 'Blunted angle. {{format}}', language: 'en' },
  truth: { labels: ['effusion'] },
};
const template = (user: string, variant: 'direct' | 'reasoning' = 'direct') =>
  definePrompt({ name: 'Mine', task: 'classification', variant, language: 'en', system: '', user });

describe('renderPrompt', () => {
  it('fills slots', () => {
    expect(renderPrompt(template('{{labels}}'), spec, sample).user).toBe('"normal", "effusion"');
    expect(renderPrompt(template('{{ options }}'), spec, sample).user).toBe('A. normal\nB. effusion');
    expect(renderPrompt(template('{{definitions}}'), spec, sample).user).toBe(
      '- normal\n- effusion (also: pleural fluid): fluid in the pleural space',
    );
  });

  it('describes the answer wanted', () => {
    const { user, schema } = renderPrompt(template('{{format}}'), spec, sample);
    expect(user).toContain('"label": <one of "normal", "effusion">');
    expect(schema['required']).toEqual(['label', 'confidence']);
  });

  it('asks for reasoning first where the template does', () => {
    const { user, schema } = renderPrompt(template('{{format}}', 'reasoning'), spec, sample);
    expect(schema['required']).toEqual(['reasoning', 'label', 'confidence']);
    expect(user.indexOf('reasoning')).toBeLessThan(user.indexOf('label'));
  });

  it('does not search what it put in for slots', () => {
    expect(renderPrompt(template('{{findings}}'), spec, sample).user).toBe('Blunted angle. {{format}}');
  });

  it('names a slot that does not exist', () => {
    expect(() => renderPrompt(template('{{lables}}'), spec, sample)).toThrow(
      /\{\{lables\}\}.*\{\{labels\}\}/u,
    );
    expect(() => renderPrompt(template('{{constructor}}'), spec, sample)).toThrow(/does not exist/u);
  });

  it('names the case that lacks what a slot needs', () => {
    expect(() => renderPrompt(template('{{impression}}'), spec, sample)).toThrow(/no impression/u);
    expect(() => renderPrompt(template('{{size}}'), spec, sample)).toThrow(/no image/u);
  });

  it('shows examples, and leaves no hole without them', () => {
    const few = renderPrompt(template('A\n\n{{examples}}\n\nB'), spec, sample, {
      examples: [{ sample }],
    }).user;
    expect(few).toContain('Example 1\nAnswer: {"label":"effusion","confidence":1}');
    expect(renderPrompt(template('A\n\n{{examples}}\n\nB'), spec, sample).user).toBe('A\n\nB');
  });
});

describe('examples', () => {
  const image = { blob: blobHash('b'), mediaType: 'image/png', width: 100, height: 50, changes: [] } as const;
  const pictured = { ...sample, images: [image] };
  const rendered = (examples: readonly PromptedExample[], examplePictures: boolean, language = 'en') =>
    renderPrompt({ ...template('{{examples}}'), language }, spec, pictured, { examples, examplePictures })
      .user;

  it('say which picture shows which case where the pictures are sent', () => {
    const two = { ...pictured, images: [image, image] };
    expect(rendered([{ sample: pictured }, { sample: two }], true)).toBe(
      [
        'Examples from other cases:',
        'Example 1 (picture 1)\nAnswer: {"label":"effusion","confidence":1}',
        'Example 2 (pictures 2 to 3)\nAnswer: {"label":"effusion","confidence":1}',
        'The case to answer about is shown in picture 4.',
      ].join('\n\n'),
    );
    expect(rendered([{ sample: pictured }], true, 'zh')).toContain('示例 1（第 1 幅图）');
  });

  it('say that the pictures are not shown where they are not', () => {
    const text = rendered([{ sample: pictured }], false);
    expect(text).toContain('their pictures are not shown');
    expect(text).not.toMatch(/picture \d/u);
  });

  it('give what the answer answers: the findings, the target, the question of that number with its options', () => {
    const of = (task: TaskSpec['task'], truth: Truth, example: Partial<PromptedExample> = {}) =>
      exampleBlock(
        { sample: { ...sample, text: { findings: 'Blunted angle.', language: 'en' }, truth }, ...example },
        { task, labels: spec.labels, options: {}, language: 'en' },
      );
    expect(of('report-summarization', { report: { impression: 'Effusion.', language: 'en' } })).toBe(
      'Blunted angle.\nAnswer: {"impression":"Effusion."}',
    );
    expect(of('localization', { regions: [{ label: 'effusion', side: 'left', zone: 'lower' }] })).toBe(
      'effusion\nAnswer: {"side":"left","zone":"lower"}',
    );
    const questions = [
      { question: 'Is it left?', answers: ['yes'], kind: 'closed' },
      { question: 'Which side?', answers: ['left'], kind: 'multiple choice', options: ['left', 'right'] },
    ] as const;
    expect(of('visual-question-answering', { questions }, { question: 2 })).toBe(
      'Which side?\nA. left\nB. right\nAnswer: {"answer":"left"}',
    );
  });
});

describe('questions', () => {
  it('without options of their own are not given the labels of the data set as options', () => {
    const asked: TaskSpec = { ...spec, task: 'visual-question-answering' };
    const truth: Truth = { questions: [{ question: 'Is it left?', answers: ['yes'], kind: 'closed' }] };
    expect(renderPrompt(template('{{question}}\n\n{{options}}'), asked, { ...sample, truth }).user).toBe(
      'Is it left?',
    );
  });
});

describe('prompts of the registry', () => {
  const all = tasks.flatMap((task) => task.prompts.map((prompt) => ({ task, prompt })));

  it('has three variants of every task, each with a name and an identity of its own', () => {
    for (const { prompts } of tasks) {
      const english = prompts.filter(({ language }) => language === 'en').map(({ variant }) => variant);
      expect(english).toEqual(expect.arrayContaining(['direct', 'reasoning', 'role and definitions']));
    }
    expect(new Set(all.map(({ prompt }) => prompt.id)).size).toBe(all.length);
  });

  it('uses known slots, and has room for examples and the form of the answer', () => {
    for (const { task, prompt } of all) {
      expect(prompt.task).toBe(task.id);
      const used = [...`${prompt.system}${prompt.user}`.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name);
      for (const name of used) expect(slotNames).toContain(name);
      expect(used).toEqual(expect.arrayContaining(['examples', 'format']));
    }
  });
});

describe('identity of a prompt', () => {
  it('depends on what reaches the model, not on the name', () => {
    const one = template('Hello');
    expect(definePrompt({ ...one, name: 'Other' }).id).toBe(one.id);
    expect(template('Hello.').id).not.toBe(one.id);
    expect(one.id).toMatch(/^[0-9a-f]{64}$/u);
  });
});
