/** `npm run check`: format, types, planted errors, lint, layers, unused code, size of the first load. */
import { runChecks } from './checks.ts';
import { program } from './steps.ts';

const build = await program('build', 'vite', 'build', '--logLevel', 'warn');
const results = [build, ...(await runChecks())];
const failed = results.filter(({ ok }) => !ok);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
