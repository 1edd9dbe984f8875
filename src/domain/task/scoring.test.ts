import { describe, expect, it } from 'vitest';
import { taskById } from './registry.ts';
import { acceptedScoring, optionsThatDecide, scoredAs, valueOf } from './scoring.ts';

const spec = taskById('segmentation').defaultSpec([{ name: 'lesion', synonyms: [] }], 'en');

describe('options that decide the scoring', () => {
  it('can be changed; those that decide what is asked cannot', () => {
    expect(scoredAs(spec, { unit: 'millimetres', form: 'grid', nonsense: 1 }).options).toEqual({
      ...spec.options,
      unit: 'millimetres',
    });
  });

  it('are taken with values that they accept, and no others', () => {
    expect(acceptedScoring(spec, { unit: 'furlongs' })).toEqual({});
    const detection = taskById('detection').defaultSpec([], 'en');
    expect(acceptedScoring(detection, { iouThreshold: 0.3, labels: 'ignored' })).toEqual({
      iouThreshold: 0.3,
      labels: 'ignored',
    });
    expect(acceptedScoring(detection, { iouThreshold: 7 })).toEqual({});
  });

  it('are shown where they matter', () => {
    const names = (options: object) =>
      optionsThatDecide({ ...spec, options: { ...spec.options, ...options } }, 'asking').map(
        ({ name }) => name,
      );
    expect(names({})).toEqual(['form']);
    expect(names({ form: 'grid' })).toEqual(['form', 'gridSize']);
  });

  it('have their default where a spec of an earlier version is silent', () => {
    const [form] = optionsThatDecide(spec, 'asking');
    if (form === undefined) throw new Error('no option');
    expect(valueOf({ ...spec, options: {} }, form)).toBe('polygon');
  });
});
