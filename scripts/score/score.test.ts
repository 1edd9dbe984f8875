import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Plan } from '../../src/domain/plan/plan.ts';
import { countTrials } from '../../src/domain/plan/trials.ts';
import { runAsJson } from '../../src/results/export.ts';
import { ScoredRun } from '../../src/results/run-results.ts';
import { compareSubgroups } from '../../src/results/subgroups.ts';
import type { SubgroupChoice } from '../../src/results/subgroups.ts';
import { answered, failed, modelNamed, planOf, run, World } from '../../src/runs/testing/world.ts';

const program = new URL('../score.ts', import.meta.url).pathname;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'score-'));
});
afterAll(() => rm(folder, { recursive: true }));

const failure = z.object({ code: z.number(), stderr: z.string() });

/** A run that was executed in a made-up world, scored. */
async function scoredRunOf(world: World, plan: Plan): Promise<ScoredRun> {
  const trialCount = countTrials(plan);
  const facts = {
    id: run,
    plan: plan.id,
    name: 'run',
    state: 'finished',
    createdAt: 0,
    updatedAt: 0,
  } as const;
  const scored = await ScoredRun.load(
    {
      run: () => Promise.resolve({ ...facts, trialCount }),
      plan: () => Promise.resolve(plan),
      trials: () => Promise.resolve([...world.stored.values()]),
      samplesById: (dataset, ids) => world.ports.cases.samplesById(dataset, ids),
    },
    run,
  );
  if (!scored) throw new Error('no run');
  return scored;
}

/** What the program prints, or how it ends. */
async function score(
  content: string,
  ...flags: string[]
): Promise<{ out: unknown; code: number; message: string }> {
  const path = join(folder, 'answers.jsonl');
  await writeFile(path, content);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, path, ...flags]);
    return { out: JSON.parse(stdout), code: 0, message: '' };
  } catch (error) {
    const { code, stderr } = failure.parse(error);
    return { out: null, code, message: stderr };
  }
}

const comparisonsSchema = z.object({
  comparisons: z.array(z.object({ names: z.array(z.string()), sameAsExported: z.boolean().nullable() })),
});

const spec = { labels: ['normal', 'effusion'] };
const line = (truth: string, response: unknown, more: object = {}) =>
  JSON.stringify({ task: 'classification', spec, truth: { labels: [truth] }, response, ...more });

// Each call starts a Node of its own: seconds where the machine is busy.
describe('npm run score', { timeout: 60_000 }, () => {
  it('scores lines of one spec together', async () => {
    const { out } = await score(
      [
        line('normal', 'normal', { group: 'a' }),
        line('effusion', { text: '{"label":"effusion","confidence":0.8}' }, { group: 'a' }),
        line('effusion', "I'm sorry, I can't help with that.", { group: 'b' }),
        line('effusion', { text: '', finishReason: 'content_filter' }, { group: 'b' }),
        JSON.stringify({
          task: 'report-summarization',
          truth: { report: { impression: 'Normal chest.', language: 'en' } },
          response: 'Normal chest.',
        }),
      ].join('\n\n'),
      '--resamples',
      '100',
    );
    expect(out).toMatchObject({
      format: 'reading-room/score',
      options: { seed: 1, resamples: 100 },
      sets: [
        {
          count: 4,
          summary: {
            outcomes: { answered: 2, refused: 2 },
            headline: [{ name: 'Accuracy', result: { value: 2 / 4, n: 4 } }, {}, {}],
          },
        },
        { count: 1, summary: { headline: [{ result: { value: 1 } }, {}, {}] } },
      ],
    });
  });

  it('leaves out what has no answer where asked to, and shows each case', async () => {
    const { out } = await score(
      [
        line('normal', 'normal'),
        JSON.stringify({ ...JSON.parse(line('normal', 'x')), response: undefined, failure: 'timeout' }),
      ].join('\n'),
      '--unanswered',
      'left out',
      '--cases',
    );
    expect(out).toMatchObject({
      sets: [
        {
          summary: { headline: [{ result: { value: 1, n: 1 } }, {}, {}] },
          cases: [{ correct: true }, { outcome: { kind: 'failed', reason: 'timeout' } }],
        },
      ],
    });
  });

  it('names every line that is wrong, and scores none', async () => {
    const { code, message, out } = await score(
      [
        line('normal', 'normal'),
        '{"task": "classification"',
        JSON.stringify({ task: 'clasification', truth: {}, response: '' }),
        line('normal', undefined),
        line('nodule', 'normal'),
        JSON.stringify({
          task: 'classification',
          spec: { ...spec, options: { multilabel: true } },
          truth: { labels: ['normal'] },
          response: 'x',
        }),
        JSON.stringify({ task: 'classification', spec, truth: { label: 'normal' }, response: 'x' }),
      ].join('\n'),
    );
    expect([code, out]).toEqual([1, null]);
    expect(message).toMatch(/^line 2: not JSON/mu);
    expect(message).toMatch(/^line 3: task: /mu);
    expect(message).toMatch(/^line 4: .*either `response`/mu);
    expect(message).toMatch(/^line 5: None of the labels/mu);
    expect(message).toMatch(/^line 6: .*no option "multilabel"/mu);
    expect(message).toMatch(/^line 7: truth: .*label/mu);
  });

  it('scores an exported run again and says whether the numbers are the same', async () => {
    const option = { level: 0.95, resamples: 100, seed: 5, unanswered: 'wrong' };
    const exported = {
      format: 'reading-room/run',
      version: 1,
      plan: {
        task: {
          task: 'classification',
          labels: [
            { name: 'normal', synonyms: [] },
            { name: 'effusion', synonyms: [] },
          ],
          options: {},
          language: 'en',
        },
        models: [
          {
            id: 'm',
            name: 'Model',
            kind: 'openai-compatible',
            boxConvention: { order: 'xyxy', unit: 'fraction' },
          },
        ],
        prompts: [{ id: 'p', name: 'Direct' }],
        samples: ['s1', 's2'],
      },
      samples: ['s1', 's2'].map((id) => ({
        id,
        name: id,
        split: 'test',
        attributes: {},
        images: [{ width: 4, height: 4 }],
        truth: { labels: ['normal'] },
      })),
      trials: [
        {
          sample: 's2',
          model: 'm',
          prompt: 'p',
          repeat: 0,
          attempts: [{ result: { kind: 'failure', failure: { sentence: 'timeout' } } }],
        },
        {
          sample: 's1',
          model: 'm',
          prompt: 'p',
          repeat: 0,
          attempts: [{ result: { kind: 'response', response: { text: 'normal' } } }],
        },
      ],
      results: { options: option, arms: [{ summary: {} }] },
    };
    const armsSchema = z.object({
      arms: z.array(z.object({ summary: z.unknown(), sameAsExported: z.boolean().nullable() })),
    });
    const first = armsSchema.parse((await score(JSON.stringify(exported))).out).arms[0];
    expect(first?.sameAsExported).toBe(false);
    expect(first?.summary).toMatchObject({ headline: [{ result: { value: 0.5 } }, {}, {}] });
    const again = { ...exported, results: { options: option, arms: [{ summary: first?.summary }] } };
    expect(armsSchema.parse((await score(JSON.stringify(again))).out).arms[0]?.sameAsExported).toBe(true);
    const other = armsSchema.parse((await score(JSON.stringify(again), '--seed', '6')).out).arms[0];
    expect(other?.sameAsExported).toBeNull();
  });

  it.each([
    ['right and wrong answers', (index: number) => index % 3 === 0],
    ['the same answers', () => false],
  ] as const)('compares the models of an exported run as the app does: %s', async (_, isWrong) => {
    const world = new World();
    const plan = planOf(24, [modelNamed('One', 1), modelNamed('Two', 1), modelNamed('Three', 1)]);
    world.answer = (model, call) => {
      if (model.name === 'Three' && call % 5 === 0)
        return failed({ code: 'content-filter', retryable: false });
      return answered(`{"label":"${model.name === 'Two' && isWrong(call) ? 'opacity' : 'normal'}"}`);
    };
    await world.execute(plan);
    const scored = await scoredRunOf(world, plan);
    const options = { level: 0.95, resamples: 200, seed: 3, unanswered: 'wrong' } as const;
    const results = scored.results(options);
    const { out } = await score(runAsJson(scored, results));
    expect(out).toMatchObject({
      arms: results.arms.map(({ name }) => ({ name, sameAsExported: true })),
      comparisons: results.comparisons.map(({ sentence, p, interval, difference }) => ({
        ...{ sentence, p, interval, difference },
        sameAsExported: true,
      })),
    });
    expect(out).toMatchObject({
      agreements: results.agreements.map((agreement) => ({ ...agreement, sameAsExported: true })),
    });
    expect(results.agreements).toHaveLength(3);
    expect(results.comparisons).toHaveLength(3);
    expect(results.comparisons[0]?.test).toBe('McNemar exact');
    const other = comparisonsSchema.parse((await score(runAsJson(scored, results), '--seed', '4')).out);
    expect(other.comparisons.map(({ names, sameAsExported }) => [names, sameAsExported])).toEqual([
      [['One', 'Two'], null],
      [['One', 'Three'], null],
      [['Two', 'Three'], null],
    ]);
  });

  it('compares the subgroups of an exported run as the app does, and others when asked', async () => {
    const world = new World();
    const plan = planOf(24, [modelNamed('One', 1)]);
    world.sample = (sample) => ({
      ...sample,
      attributes: { site: sample.ordinal % 3 === 0 ? 'north' : 'south', age: 30 + sample.ordinal },
    });
    world.answer = (_model, call) => answered(`{"label":"${call % 4 === 0 ? 'opacity' : 'normal'}"}`);
    await world.execute(plan);
    const scored = await scoredRunOf(world, plan);
    const options = { level: 0.95, resamples: 200, seed: 3, unanswered: 'wrong' } as const;
    const compared = (choice: SubgroupChoice) => {
      const work = scored.subgroupWork(options, choice);
      if (typeof work === 'string') throw new Error(work);
      return compareSubgroups(work);
    };
    const subgroups = compared({ by: 'age', cuts: [35, 45], figure: 'macro-f1' });
    const file = runAsJson(scored, { ...scored.results(options), subgroups });
    expect((await score(file)).out).toMatchObject({
      subgroups: { ...subgroups, sameAsExported: true },
    });
    expect((await score(file, '--seed', '4')).out).toMatchObject({ subgroups: { sameAsExported: null } });
    expect((await score(file, '--by', 'site')).out).toMatchObject({
      subgroups: { ...compared({ by: 'site' }), sameAsExported: null },
    });
    const none = await score(file, '--by', 'sex');
    expect([none.code, none.message]).toEqual([1, 'There are no subgroups by sex: no case has it.\n']);
    expect((await score(file, '--cuts', '40')).message).toMatch(/go with --by/u);
    expect((await score(file, '--by', 'age', '--cuts', 'forty')).message).toMatch(/must be numbers/u);
  });

  it('says what is wrong with an option or a file', async () => {
    const given = [
      await score('', '--level', '95'),
      await score(' \n'),
      await score('{"format":"reading-room/run","version":2}'),
    ];
    expect(given.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(given.map(({ message }) => message).join('')).toMatch(/between 0 and 1[^]*empty[^]*version/u);
  });
});
