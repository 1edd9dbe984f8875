import { describe, expect, test } from 'vitest';
import {
  boxWords,
  findingWords,
  labelWords,
  pointWords,
  questionWords,
  regionWords,
  shortName,
} from './truth-words.ts';

describe('truth in words', () => {
  test('labels: unknown, none and some are told apart', () => {
    expect(labelWords({})).toBeNull();
    expect(labelWords({ labels: [] })).toBe('none of the labels');
    expect(labelWords({ labels: ['mass', 'effusion'] })).toBe('mass, effusion');
  });

  test('boxes and points in source pixels', () => {
    expect(boxWords({ label: 'caries', x: 12.04, y: 7, width: 1200.26, height: 3, fdi: 36 })).toBe(
      'caries on tooth 36: x 12, y 7, 1,200.3 × 3 pixels',
    );
    expect(pointWords({ label: 'fovea', x: 1.5, y: 2, toleranceRadius: 10 })).toBe(
      'fovea: x 1.5, y 2; within 10 pixels counts as found',
    );
  });

  test('regions say a side as the patient’s, and nothing twice', () => {
    expect(
      regionWords({ label: 'opacity', name: 'left middle zone', side: 'left', zone: 'middle zone' }),
    ).toBe("opacity: left middle zone (the patient's)");
    expect(regionWords({ label: 'mass', side: 'right', zone: 'upper zone' })).toBe(
      "mass: upper zone, right (the patient's)",
    );
    expect(regionWords({ label: 'effusion', side: 'bilateral' })).toBe('effusion: bilateral');
    expect(regionWords({ label: 'caries', fdi: 36, quadrant: 3 })).toBe('caries: tooth 36, quadrant 3');
    expect(regionWords({ label: 'mass' })).toBe('mass');
  });

  test('findings, questions and short names', () => {
    expect(findingWords({ observation: 'Effusion', status: 'present', side: 'left' })).toBe(
      'Effusion: present, left',
    );
    expect(questionWords({ question: 'Side?', answers: ['left', 'L'], kind: 'open' })).toBe(
      'Side? left or L',
    );
    expect(shortName('images/a.png')).toBe('a.png');
    expect(shortName('a')).toBe('a');
  });
});
