/**
 * Scores answers without a browser and prints the results as JSON: `npm run score -- FILE`.
 *
 * FILE is a run exported from the app (its numbers are computed again from the verbatim answers, and `sameAsExported` says whether they are
 * the same; its models are compared as in the app), or JSON lines `{task, spec, truth, response}`. Ends with 1, and says line and remedy, where something cannot be scored.
 * Subgroups that the export holds are compared again; --by ATTRIBUTE compares others (--cuts "40, 65" for numbers, --figure METRIC of the headline).
 * Options: --seed 1, --resamples 2000, --level 0.95, --unanswered wrong | "left out", --cases (each case with its reading).
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { EvaluatedCase, SummaryOptions } from '../src/domain/task/task.ts';
import { readCuts } from '../src/domain/dataset/grouping.ts';
import type { SubgroupChoice } from '../src/results/subgroups.ts';
import { scoreLines } from './score/lines.ts';
import { scoreRun } from './score/run.ts';
import { faultsOf, runSchema } from './score/wire.ts';

const usual: SummaryOptions = { level: 0.95, resamples: 2000, seed: 1, unanswered: 'wrong' };
const mostFaultsShown = 20;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      resamples: { type: 'string' },
      level: { type: 'string' },
      unanswered: { type: 'string' },
      cases: { type: 'boolean', default: false },
      by: { type: 'string' },
      cuts: { type: 'string' },
      figure: { type: 'string' },
    },
  });
  const [path] = positionals;
  if (path === undefined) return fail('Which file? npm run score -- FILE (an exported run, or JSON lines).');
  const changed = changedOptions(values);
  if (typeof changed === 'string') return fail(changed);
  const asked = askedSubgroups(values);
  if (typeof asked === 'string') return fail(asked);
  const text = await readFile(path, 'utf8');
  const run = exportedRun(text);
  if (run !== null) return printRun(run, changed, asked, values.cases);
  return asked === null
    ? printLines(text, changed, values.cases)
    : fail('--by needs an exported run: lines have no attributes.');
}

function askedSubgroups(given: {
  readonly by?: string;
  readonly cuts?: string;
  readonly figure?: string;
}): SubgroupChoice | string | null {
  const { by, cuts, figure } = given;
  if (by === undefined)
    return cuts === undefined && figure === undefined
      ? null
      : '--cuts and --figure go with --by ATTRIBUTE: name the attribute.';
  const numbers = cuts === undefined ? [] : readCuts(cuts);
  if (numbers === null) return `--cuts is "${cuts ?? ''}": it must be numbers, as "40, 65".`;
  return {
    by,
    ...(cuts === undefined ? {} : { cuts: numbers }),
    ...(figure === undefined ? {} : { figure }),
  };
}

/** The value of a file that is one JSON object with the format of an exported run; null for any other. */
function exportedRun(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    const isRun =
      typeof value === 'object' && value !== null && 'format' in value && value.format === 'reading-room/run';
    return isRun ? value : null;
  } catch {
    // More than one object: JSON lines.
    return null;
  }
}

function printRun(
  value: unknown,
  changed: Partial<SummaryOptions>,
  asked: SubgroupChoice | null,
  withCases: boolean,
): number {
  const read = runSchema.safeParse(value);
  if (!read.success) {
    return fail(`This exported run cannot be read: ${faultsOf(read.error)}. Export it again from the app.`);
  }
  const scored = scoredOrFault(read.data, changed, asked);
  if (typeof scored === 'string') return fail(scored);
  const { arms, comparisons, agreements, subgroups } = scored;
  print({
    options: { ...read.data.results.options, ...changed },
    task: read.data.plan.task,
    arms: arms.map(({ cases, ...arm }) => ({ ...arm, ...(withCases ? { cases: shown(cases) } : {}) })),
    comparisons,
    agreements,
    ...(subgroups === null ? {} : { subgroups }),
  });
  return 0;
}

/** What is wrong with a case, an option or an attribute is said in one sentence. */
function scoredOrFault(...args: Parameters<typeof scoreRun>): ReturnType<typeof scoreRun> | string {
  try {
    return scoreRun(...args);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}

function printLines(text: string, changed: Partial<SummaryOptions>, withCases: boolean): number {
  const options = { ...usual, ...changed };
  const lines = text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '');
  if (lines.length === 0)
    return fail('The file is empty: write one object {task, spec, truth, response} a line.');
  const result = scoreLines(lines, options);
  if (result.kind === 'faulty') {
    const { faults } = result;
    const more = faults.length - mostFaultsShown;
    return fail([...faults.slice(0, mostFaultsShown), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
  }
  print({
    options,
    sets: result.sets.map(({ spec, cases, summary }) => ({
      spec,
      count: cases.length,
      summary,
      ...(withCases ? { cases: shown(cases) } : {}),
    })),
  });
  return 0;
}

function shown(cases: readonly EvaluatedCase[]) {
  return cases.map(({ sample, evaluation }) => ({ name: sample.name, ...evaluation }));
}

function changedOptions(given: {
  readonly seed?: string;
  readonly resamples?: string;
  readonly level?: string;
  readonly unanswered?: string;
}): Partial<SummaryOptions> | string {
  const { seed, resamples, level, unanswered } = given;
  if (unanswered !== undefined && unanswered !== 'wrong' && unanswered !== 'left out') {
    return `--unanswered is "${unanswered}": it must be wrong or "left out".`;
  }
  if (seed !== undefined && !/^\d{1,9}$/u.test(seed))
    return `--seed is "${seed}": it must be a whole number.`;
  if (resamples !== undefined && !/^[1-9]\d{0,6}$/u.test(resamples)) {
    return `--resamples is "${resamples}": it must be a whole number above 0.`;
  }
  if (level !== undefined && !(Number(level) > 0 && Number(level) < 1)) {
    return `--level is "${level}": it must lie between 0 and 1, as 0.95.`;
  }
  return {
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(resamples === undefined ? {} : { resamples: Number(resamples) }),
    ...(level === undefined ? {} : { level: Number(level) }),
    ...(unanswered === undefined ? {} : { unanswered }),
  };
}

function print(result: object): void {
  console.log(JSON.stringify({ format: 'reading-room/score', version: 1, ...result }, null, 1));
}

function fail(message: string): number {
  console.error(message);
  return 1;
}

process.exitCode = await main();
