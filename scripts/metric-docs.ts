/** Writes docs/metrics.md from the definitions that the screens show too: `node scripts/metric-docs.ts`. */
import { writeFile } from 'node:fs/promises';
import { catalogue } from '../src/domain/metric/catalogue.ts';
import { metricDocs } from './metric-docs-text.ts';

await writeFile(new URL('../docs/metrics.md', import.meta.url), await metricDocs(catalogue));
