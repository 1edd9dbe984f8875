import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splits } from '../../domain/dataset/dataset.ts';
import { truthKinds } from '../../domain/dataset/digest.ts';
import { caseAddress, datasetAddress, describeFilter, readFilter } from './address.ts';

const queryOf = (address: string): string => address.split('?')[1] ?? '';

describe('addresses of data sets and cases', () => {
  test('a filter travels through the address and back, whatever its label holds', () => {
    const filter = fc.record(
      {
        split: fc.constantFrom(...splits),
        label: fc.string({ unit: 'grapheme', minLength: 1 }),
        attribute: fc.record({ name: fc.string({ minLength: 1 }), value: fc.string({ minLength: 1 }) }),
        truth: fc.constantFrom(...truthKinds),
        text: fc.string({ minLength: 1 }),
        hidden: fc.constant<true>(true),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, fc.string({ minLength: 1 }), (given, id) => {
        expect(readFilter(queryOf(datasetAddress(id, given)))).toEqual(given);
        expect(readFilter(queryOf(caseAddress(id, id, given)))).toEqual(given);
        expect(datasetAddress(id, given).split('/')).toHaveLength(3);
      }),
    );
  });

  test('what no one wrote restricts nothing', () => {
    expect(readFilter('split=exam&colour=red')).toEqual({});
  });

  test('is said in words', () => {
    expect(describeFilter({ split: 'test', label: 'effusion' })).toBe('split test, label effusion');
    expect(describeFilter({})).toBe('');
  });
});
