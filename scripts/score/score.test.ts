import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const program = new URL('../score.ts', import.meta.url).pathname;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'score-'));
});
afterAll(() => rm(folder, { recursive: true }));

const failed = z.object({ code: z.number(), stderr: z.string() });

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
    const { code, stderr } = failed.parse(error);
    return { out: null, code, message: stderr };
  }
}

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
    const run = {
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
    const first = armsSchema.parse((await score(JSON.stringify(run))).out).arms[0];
    expect(first?.sameAsExported).toBe(false);
    expect(first?.summary).toMatchObject({ headline: [{ result: { value: 0.5 } }, {}, {}] });
    const again = { ...run, results: { options: option, arms: [{ summary: first?.summary }] } };
    expect(armsSchema.parse((await score(JSON.stringify(again))).out).arms[0]?.sameAsExported).toBe(true);
    const other = armsSchema.parse((await score(JSON.stringify(again), '--seed', '6')).out).arms[0];
    expect(other?.sameAsExported).toBeNull();
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
