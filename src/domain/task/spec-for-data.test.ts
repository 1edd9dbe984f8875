import { describe, expect, it } from 'vitest';
import type { LabelDefinition } from '../dataset/dataset.ts';
import type { Truth } from '../dataset/truth.ts';
import { taskById } from './registry.ts';
import { specForData } from './spec-for-data.ts';
import type { TaskId } from './task-id.ts';

const labels: readonly LabelDefinition[] = [
  { name: 'nevus', synonyms: ['mole'] },
  { name: 'melanoma', synonyms: [] },
];
const mask = { size: [8, 8], counts: 'b04400000>' } as const;
const specOf = (id: TaskId, truths: readonly Truth[]) => specForData(taskById(id), labels, truths, 'en');
const namesOf = (id: TaskId, truths: readonly Truth[]) => specOf(id, truths).labels.map(({ name }) => name);

describe('specForData', () => {
  it('asks for what the reference of the task calls things', () => {
    const truths: readonly Truth[] = [
      { labels: ['nevus'], masks: [{ label: 'lesion', mask }], points: [{ label: 'fovea', x: 1, y: 2 }] },
      { labels: ['melanoma'], masks: [], boxes: [{ label: 'melanoma', x: 1, y: 1, width: 2, height: 2 }] },
    ];
    expect(namesOf('segmentation', truths)).toEqual(['lesion']);
    expect(namesOf('detection', truths)).toEqual(['melanoma']);
    expect(namesOf('classification', truths)).toEqual(['nevus', 'melanoma']);
    expect(specOf('localization', truths)).toMatchObject({
      labels: [{ name: 'fovea' }],
      options: { form: 'point' },
    });
  });

  it('keeps the definitions of labels, in their order, before names that the data set does not define', () => {
    const box = { x: 1, y: 1, width: 2, height: 2 };
    const truths: readonly Truth[] = [
      {
        boxes: [
          { label: 'ruler', ...box },
          { label: 'melanoma', ...box },
          { label: 'nevus', ...box },
        ],
      },
    ];
    expect(specOf('detection', truths).labels).toEqual([...labels, { name: 'ruler', synonyms: [] }]);
  });

  it('asks for places in the terms that most cases have', () => {
    const tooth: Truth = { regions: [{ label: 'caries', fdi: 36 }] };
    const zone: Truth = { regions: [{ label: 'caries', side: 'left' }] };
    expect(specOf('localization', [tooth, tooth, zone]).options['form']).toBe('tooth');
    expect(specOf('localization', [tooth, zone, zone]).options['form']).toBe('side and zone');
  });

  it('allows several labels where that lets more cases be asked', () => {
    expect(specOf('classification', [{ labels: ['nevus'] }]).options['multiLabel']).toBe(false);
    expect(
      specOf('classification', [{ labels: ['nevus', 'melanoma'] }, { labels: [] }]).options['multiLabel'],
    ).toBe(true);
  });

  it('takes the labels of the data set where the reference has none', () => {
    expect(namesOf('detection', [])).toEqual(['nevus', 'melanoma']);
  });
});
