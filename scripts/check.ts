/** `npm run check`: format, types, planted errors, lint, layers, unused code, size of the first load. */
import { buildAndCheck } from './checks.ts';

const results = await buildAndCheck();
const failed = results.filter(({ ok }) => !ok);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
