import { describe, expect, it } from 'vitest';
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
    const few = renderPrompt(template('A\n\n{{examples}}\n\nB'), spec, sample, { examples: [sample] }).user;
    expect(few).toContain('Example 1\nAnswer: {"label":"effusion","confidence":1}');
    expect(renderPrompt(template('A\n\n{{examples}}\n\nB'), spec, sample).user).toBe('A\n\nB');
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
