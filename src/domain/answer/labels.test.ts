import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squash, tokensOf } from './fold.ts';
import { labelMatcher } from './labels.ts';

const matcher = labelMatcher([
  { name: 'No Finding', synonyms: ['normal'] },
  { name: 'Pneumonia', synonyms: ['lung infection', 'infection'] },
  { name: 'Bacterial pneumonia', synonyms: ['infection'] },
  { name: '胸腔积液', synonyms: [] },
]);

describe('fold', () => {
  it.each([
    ['No_Finding', 'nofinding'],
    ['NO  findings.', 'nofinding'],
    ['Atelectasis', 'atelectasis'],
    ['Pneumothorax', 'pneumothorax'],
    ['Barrett’s', 'barrett'],
    ['Œdème', 'œdeme'],
    ['ｅｆｆｕｓｉｏｎ', 'effusion'],
  ])('%s', (text, folded) => {
    expect(squash(text)).toBe(folded);
  });

  it('never makes more tokens than characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => tokensOf(text).length <= 4 * text.length));
  });
});

describe('labelMatcher', () => {
  it('prefers the longest name', () => {
    expect(matcher.match('This is bacterial pneumonia.')).toMatchObject({
      label: 'Bacterial pneumonia',
      how: 'contained',
    });
  });

  it('does not take a denial inside a name for one of another', () => {
    expect(matcher.match('No finding')).toMatchObject({ label: 'No Finding', how: 'exact' });
    expect(matcher.match('There are no findings')).toMatchObject({ label: 'No Finding' });
  });

  it('reports a synonym that two labels share as ambiguous', () => {
    expect(matcher.match('infection')).toEqual({
      kind: 'ambiguous',
      labels: ['Pneumonia', 'Bacterial pneumonia'],
    });
    expect(matcher.match('lung infection')).toMatchObject({ label: 'Pneumonia', how: 'synonym' });
  });

  it('finds Chinese names without spaces', () => {
    expect(matcher.match('考虑左侧胸腔积液')).toMatchObject({ label: '胸腔积液' });
    expect(matcher.match('未见胸腔积液')).toEqual({ kind: 'denied', labels: ['胸腔积液'] });
  });

  it('refuses names that it could not tell apart or see', () => {
    const of =
      (...names: string[]) =>
      () =>
        labelMatcher(names.map((name) => ({ name, synonyms: [] })));
    expect(of('A b', 'a-B')).toThrow(/"A b" and "a-B"/u);
    expect(of('!!')).toThrow(/no letters/u);
  });

  it('finds each label by its own name, whatever stands before and after', () => {
    const names = fc.constantFrom('No Finding', 'Pneumonia', 'Bacterial pneumonia');
    const around = fc.constantFrom('The label is', 'I see', 'Label:', 'Impression -', '');
    fc.assert(
      fc.property(names, around, fc.constantFrom('', '.', ' (left)', ', I think'), (name, before, after) => {
        expect(matcher.match(`${before} ${name}${after}`)).toMatchObject({ kind: 'match', label: name });
        expect(matcher.match(`${before} ${name.toUpperCase()}${after}`)).toMatchObject({ label: name });
      }),
    );
  });
});

describe('negation', () => {
  const effusion = labelMatcher([
    { name: 'effusion', synonyms: [] },
    { name: 'nodule', synonyms: [] },
  ]);
  it.each([
    'no effusion',
    'No evidence of a pleural effusion',
    'without effusion',
    'negative for effusion',
    'free of effusion',
    'There is neither consolidation nor effusion',
    'effusion is not seen',
    'effusion is absent',
    'effusion: absent',
    'effusion (no)',
    'effusion has been ruled out',
    'effusion is unlikely',
    'rule out effusion',
    'less likely effusion',
    'nodule rather than effusion',
    'instead of effusion',
    '无effusion',
    '排除effusion',
    'effusion阴性',
  ])('%s', (text) => {
    expect(effusion.mentions(text).affirmed).not.toContain('effusion');
    expect(effusion.mentions(text).denied).toContain('effusion');
  });

  it.each([
    'effusion',
    'No, effusion',
    'not only effusion',
    'no change in effusion',
    'no doubt effusion',
    'effusion cannot be excluded',
    'cannot exclude effusion',
    '不能排除effusion',
    'no consolidation. effusion',
    'no consolidation but effusion',
    'effusion, no nodule',
    'effusion without nodule',
    'effusion is not small but is present',
    'I do not doubt that there is no fracture; the film shows effusion',
  ])('%s stays', (text) => {
    expect(effusion.mentions(text).affirmed).toContain('effusion');
  });
});
