import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseSelection } from '../../domain/task/task.ts';
import {
  casesAddress,
  describeSelection,
  readSelection,
  readSettings,
  readSubgroups,
  resultsAddress,
  usualSettings,
} from './address.ts';

const queryOf = (address: string): string => address.split('?')[1] ?? '';
const text = fc.string({ minLength: 1, maxLength: 12 });
const cuts = fc
  .uniqueArray(fc.integer({ min: -100, max: 200 }), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.toSorted((a, b) => a - b));
const grouping = fc.record({ by: text, cuts }, { requiredKeys: ['by'] });
const settings = fc.record({
  unanswered: fc.constantFrom('wrong' as const, 'left out' as const),
  seed: fc.nat(),
  scoring: fc.constant({}),
});

describe('addresses of results', () => {
  it('name what is compared by subgroup, with the settings', () => {
    const choice = fc.record({ by: text, cuts, figure: text }, { requiredKeys: ['by'] });
    fc.assert(
      fc.property(choice, settings, (subgroups, chosen) => {
        const query = queryOf(resultsAddress({ run: 'r', settings: chosen, subgroups }));
        expect(readSubgroups(query)).toEqual(subgroups);
        expect(readSettings(query)).toEqual(chosen);
      }),
    );
    expect(readSubgroups(queryOf(resultsAddress({ run: 'r', settings: usualSettings })))).toBeNull();
  });

  it('name the cases of a subgroup, and where one came from', () => {
    const subgroup = fc
      .tuple(grouping, fc.record({ in: text, notIn: text, known: fc.boolean() }, { requiredKeys: [] }))
      .map(([by, which]) => ({ ...by, ...which }));
    const beside = fc.record({ arm: fc.nat(9), same: fc.boolean() }, { requiredKeys: ['arm'] });
    const selection = fc.record(
      { subgroup, truth: text, correct: fc.boolean(), beside },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(selection, fc.option(fc.nat(9)), (given: CaseSelection, arm) => {
        const query = queryOf(casesAddress({ run: 'r', settings: usualSettings }, arm, given));
        expect(readSelection(query)).toEqual({ arm, selection: given, settings: usualSettings });
      }),
    );
    const subgroups = { by: 'age', cuts: [40], figure: 'dice' };
    const from = casesAddress({ run: 'r', settings: usualSettings, subgroups }, 0, {
      subgroup: { by: 'age', cuts: [40], in: 'below 40' },
    });
    expect(readSubgroups(queryOf(from))).toEqual(subgroups);
  });

  it('leave aside what cannot be read', () => {
    expect(readSubgroups('by=age&cuts=young')).toEqual({ by: 'age' });
    expect(readSubgroups('cuts=40')).toBeNull();
    expect(readSelection('by=age&known=maybe').selection).toEqual({ subgroup: { by: 'age' } });
  });
});

describe('a selection in words', () => {
  it.each<[CaseSelection, string]>([
    [{}, 'all cases'],
    [{ subgroup: { by: 'sex' } }, 'all cases'],
    [{ subgroup: { by: 'sex', in: 'F' }, correct: false }, 'sex is F, answered wrongly or not at all'],
    [{ subgroup: { by: 'sex', notIn: 'F' } }, 'sex is known and not F'],
    [{ subgroup: { by: 'sex', known: true } }, 'sex is known'],
    [{ subgroup: { by: 'sex', known: false } }, 'sex is not known'],
    [{ beside: { arm: 1 } }, 'both answered'],
    [{ beside: { arm: 1, same: true } }, 'both answered, the same'],
    [{ beside: { arm: 1, same: false } }, 'both answered, not the same'],
  ])('%j', (selection, words) => {
    expect(describeSelection(selection)).toBe(words);
  });
});
