import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../src/domain/metric/catalogue.ts';
import { metricDocs } from './metric-docs-text.ts';

describe('docs/metrics.md', () => {
  it('is what the definitions say now; if not: node scripts/metric-docs.ts', async () => {
    expect(readFileSync(new URL('../docs/metrics.md', import.meta.url), 'utf8')).toBe(
      await metricDocs(catalogue),
    );
  });
});
