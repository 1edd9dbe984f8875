import { describe, expect, it } from 'vitest';
import { sampleId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { taskById } from '../domain/task/registry.ts';
import { execute } from './engine.ts';
import { answered, failed, modelNamed, planOf, run, World } from './testing/world.ts';

describe('execute', () => {
  it('asks every model about every case once, and stores before it tells', async () => {
    const world = new World();
    const plan = planOf(7, [modelNamed('a'), modelNamed('b')]);
    const never = new AbortController().signal;
    let told = 0;
    for await (const event of execute(run, plan, world.ports, {
      retryFailed: false,
      signal: never,
      drain: never,
    })) {
      if (event.kind === 'trial') {
        expect(world.stored.get(event.record.key)).toBe(event.record);
        told += 1;
      }
    }
    expect(told).toBe(14);
    expect(world.stored.size).toBe(14);
    expect(world.calls).toHaveLength(14);
  });

  it('sends the stored picture and the filled prompt, and records both', async () => {
    const world = new World();
    await world.execute(planOf(1, [modelNamed('a')]));
    const [call] = world.calls;
    expect(call?.request.images[0]?.hash).toBe('b0');
    expect(call?.request.user).toContain('opacity');
    const [record] = [...world.stored.values()];
    expect(record?.sent.images).toEqual(['b0']);
    expect(record?.sent.user).toBe(call?.request.user);
  });

  it('sends the examples of the plan before the case, to models that take pictures, and records all', async () => {
    const plan: Plan = {
      ...planOf(1, [modelNamed('a'), modelNamed('blind', 2, false)]),
      examples: {
        counts: [0, 2],
        split: 'train',
        pictures: true,
        cases: [{ sample: sampleId('s7') }, { sample: sampleId('s8') }],
      },
    };
    const world = new World();
    await world.execute(plan);
    const sentBy = (model: string) =>
      world.calls
        .filter((call) => call.model === model)
        .map(({ request }) => request.images.map(({ hash }) => hash))
        .toSorted((a, b) => a.length - b.length);
    expect(sentBy('a')).toEqual([['b0'], ['b7', 'b8', 'b0']]);
    expect(sentBy('blind')).toEqual([['b0'], ['b0']]);
    const users = world.calls.map(({ request }) => request.user);
    expect(users.filter((user) => user.includes('(picture 2)\nAnswer: {"label":"normal"'))).toHaveLength(1);
    expect(users.filter((user) => user.includes('their pictures are not shown'))).toHaveLength(1);
    expect([...world.stored.values()].map(({ sent }) => sent.images.length).toSorted()).toEqual([1, 1, 1, 3]);
  });

  it('sends answers alone where the plan says so', async () => {
    const examples = {
      counts: [1],
      split: 'train',
      pictures: false,
      cases: [{ sample: sampleId('s7') }],
    } as const;
    const world = new World();
    await world.execute({ ...planOf(1, [modelNamed('a')]), examples });
    expect(world.calls[0]?.request.images.map(({ hash }) => hash)).toEqual(['b0']);
    expect(world.calls[0]?.request.user).toContain('Example 1\nAnswer: {"label":"opacity"');
  });

  it('fails a trial whose example is gone, and says so', async () => {
    const world = new World();
    world.sample = (sample) => (sample.id === 's7' ? null : sample);
    const examples = {
      counts: [1],
      split: 'train',
      pictures: true,
      cases: [{ sample: sampleId('s7') }],
    } as const;
    await world.execute({ ...planOf(1, [modelNamed('a')]), examples });
    expect(world.calls).toHaveLength(0);
    const [record] = [...world.stored.values()];
    const last = record?.attempts.at(-1)?.result;
    expect(last?.kind === 'failure' && last.failure.sentence).toContain('serves as an example');
  });

  it('asks each question of a case with its own words', async () => {
    const questions = [
      { question: 'Is it left?', answers: ['yes'], kind: 'closed' },
      { question: 'What is it?', answers: ['opacity'], kind: 'open' },
    ] as const;
    const task = taskById('visual-question-answering');
    const world = new World();
    world.sample = (sample) => ({ ...sample, truth: { questions } });
    const plan: Plan = {
      ...planOf(2, [modelNamed('a', 1)]),
      task: task.defaultSpec([], 'en'),
      prompts: task.prompts.slice(0, 1),
      questions: { s0: [1, 2], s1: [2] },
    };
    await world.execute(plan);
    expect(world.calls.map(({ request }) => request.user.split('\n')[0])).toEqual([
      'Is it left?',
      'What is it?',
      'What is it?',
    ]);
    expect([...world.stored.values()].map(({ question }) => question)).toEqual([1, 2, 2]);
  });

  it('goes on where it stood: asks nothing twice and leaves nothing out', async () => {
    const world = new World();
    const plan = planOf(20, [modelNamed('a', 3)]);
    await world.execute(plan, {}, 6);
    const before = world.stored.size;
    expect(before).toBeGreaterThanOrEqual(6);
    expect(before).toBeLessThan(20);
    const finished = new Set(world.stored.keys());
    world.calls.length = 0;
    await world.execute(plan);
    expect(world.stored.size).toBe(20);
    expect(world.calls).toHaveLength(20 - finished.size);
  });

  it('keeps no more calls under way than the model allows', async () => {
    const world = new World();
    world.answer = () => new Promise((resolve) => setTimeout(() => resolve(answered()), 1));
    await world.execute(planOf(30, [modelNamed('a', 4)]));
    expect(world.mostUnderWay).toBe(4);
  });

  it('waits as long as a rate limit says, then asks again, and keeps both attempts', async () => {
    const world = new World();
    world.answer = (_model, call) =>
      call === 1
        ? failed({ code: 'rate-limited', retryable: true, retryAfterMs: 5000, status: 429 })
        : answered();
    const events = await world.execute(planOf(1, [modelNamed('a')]));
    expect(events.map(({ kind }) => kind)).toEqual(['held', 'trial']);
    expect(world.calls[1]?.at).toBeGreaterThanOrEqual(5000);
    const [record] = [...world.stored.values()];
    expect(record?.state).toBe('answered');
    expect(record?.attempts.map(({ result }) => result.kind)).toEqual(['failure', 'response']);
  });

  it('gives up after its attempts and stores the failure as a row', async () => {
    const world = new World();
    world.answer = () => failed({ code: 'server', retryable: true, status: 500 });
    await world.execute(planOf(1, [modelNamed('a')]));
    const [record] = [...world.stored.values()];
    expect(record?.state).toBe('failed');
    expect(record?.attempts).toHaveLength(5);
  });

  it('does not repeat what cannot help', async () => {
    const world = new World();
    world.answer = () => failed({ code: 'bad-request', retryable: false });
    await world.execute(planOf(2, [modelNamed('a')]));
    expect(world.calls).toHaveLength(2);
  });

  it('stops asking a model whose key is wrong, goes on with the other, and asks again by itself later', async () => {
    const world = new World();
    const plan = planOf(10, [modelNamed('a', 1), modelNamed('b', 1)]);
    world.answer = (model) =>
      model.name === 'a' ? failed({ code: 'key', retryable: false, status: 401 }) : answered();
    const events = await world.execute(plan);
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.calls.filter(({ model }) => model === 'a')).toHaveLength(1);
    expect(world.calls.filter(({ model }) => model === 'b')).toHaveLength(10);
    world.answer = () => answered();
    await world.execute(plan);
    expect([...world.stored.values()].filter(({ state }) => state === 'answered')).toHaveLength(20);
  });

  it('asks failed trials again only on demand, and keeps their earlier attempts', async () => {
    const world = new World();
    const plan = planOf(3, [modelNamed('a')]);
    world.answer = () => failed({ code: 'content-filter', retryable: false });
    await world.execute(plan);
    world.answer = () => answered();
    await world.execute(plan);
    expect([...world.stored.values()].every(({ state }) => state === 'failed')).toBe(true);
    await world.execute(plan, { retryFailed: true });
    expect([...world.stored.values()].map(({ state, attempts }) => [state, attempts.length])).toEqual([
      ['answered', 2],
      ['answered', 2],
      ['answered', 2],
    ]);
  });

  it('finishes and records the calls under way when it is told to drain', async () => {
    const world = new World();
    const drain = new AbortController();
    world.answer = (_model, call) => {
      if (call === 3) drain.abort();
      return answered();
    };
    await world.execute(planOf(20, [modelNamed('a', 2)]), { drain: drain.signal });
    expect(world.stored.size).toBe(world.calls.length);
    expect(world.stored.size).toBeLessThan(6);
  });

  it('leaves the calls under way unrecorded when it is cancelled', async () => {
    const world = new World();
    const stop = new AbortController();
    world.answer = (_model, call, signal) => {
      if (call === 3) stop.abort(new DOMException('stopped', 'AbortError'));
      signal.throwIfAborted();
      return answered();
    };
    await expect(world.execute(planOf(20, [modelNamed('a', 1)]), { signal: stop.signal })).rejects.toThrow(
      'stopped',
    );
    expect(world.stored.size).toBe(2);
  });

  it('fails with the first error of a broken log instead of asking on', async () => {
    const world = new World();
    world.failAppend = true;
    const never = new AbortController().signal;
    const iterate = async () => {
      for await (const event of execute(run, planOf(50, [modelNamed('a', 1)]), world.ports, {
        retryFailed: false,
        signal: never,
        drain: never,
      })) {
        expect(event.kind).not.toBe('trial');
      }
    };
    await expect(iterate()).rejects.toThrow('disk full');
    expect(world.calls.length).toBeLessThan(4);
  });
});
