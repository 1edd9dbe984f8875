import { describe, expect, it } from 'vitest';
import { answered, failed, modelNamed, planOf, World } from './testing/world.ts';

const statesOf = (world: World) => [...world.stored.values()].map(({ state }) => state);

describe('a device without network', () => {
  const elsewhere = (model: { readonly name: string }) => model.name === 'a';

  it('asks nothing of a model elsewhere, says so once, and goes on by itself, with no trial failed', async () => {
    const world = new World();
    let offline = true;
    world.cutOff = (model) => offline && elsewhere(model);
    world.whileOffline = () => {
      world.time += 3_600_000;
      offline = false;
    };
    const events = await world.execute(planOf(12, [modelNamed('a', 4)]));
    expect(events.map(({ kind }) => kind).filter((kind) => kind !== 'trial')).toEqual(['offline', 'online']);
    expect(world.calls.every(({ at }) => at >= 3_600_000)).toBe(true);
    expect([...world.stored.values()].map(({ state, attempts }) => [state, attempts.length])).toEqual(
      Array.from({ length: 12 }, () => ['answered', 1]),
    );
  });

  it('does not hold back a model on it', async () => {
    const world = new World();
    let offline = true;
    world.cutOff = (model) => offline && elsewhere(model);
    world.whileOffline = async () => {
      await new Promise((resolve) => setTimeout(resolve));
      offline = world.calls.filter(({ model }) => model === 'b').length < 30;
    };
    await world.execute(planOf(30, [modelNamed('a', 1), modelNamed('b', 2)]));
    expect(world.calls.slice(0, 30).every(({ model }) => model === 'b')).toBe(true);
    expect([...world.stored.values()].filter(({ state }) => state === 'answered')).toHaveLength(60);
  });

  it.each(['network', 'cut-stream', 'timeout', 'unread'] as const)(
    'asks again what it lost by a %s failure, however often, and keeps those calls',
    async (code) => {
      const world = new World();
      let offline = false;
      world.cutOff = () => offline;
      world.whileOffline = () => {
        offline = false;
      };
      world.answer = (_model, call) => {
        if (call > 8) return answered();
        offline = true;
        return failed({ code, retryable: true });
      };
      const events = await world.execute(planOf(3, [modelNamed('a', 1)]));
      expect(events.filter(({ kind }) => kind === 'halted')).toEqual([]);
      expect([...world.stored.values()].map(({ state, attempts }) => [state, attempts.length])).toEqual([
        ['answered', 9],
        ['answered', 1],
        ['answered', 1],
      ]);
    },
  );

  it('ends its wait when the person pauses, and leaves what it did not ask', async () => {
    const world = new World();
    const drain = new AbortController();
    world.cutOff = () => true;
    world.whileOffline = () => drain.abort();
    await world.execute(planOf(5, [modelNamed('a', 2)]), { drain: drain.signal });
    expect(world.calls).toEqual([]);
    expect(world.stored.size).toBe(0);
  });

  it('throws out of its wait when the person cancels', async () => {
    const world = new World();
    const stop = new AbortController();
    world.cutOff = () => true;
    world.whileOffline = () => stop.abort(new DOMException('stopped', 'AbortError'));
    await expect(world.execute(planOf(5, [modelNamed('a', 2)]), { signal: stop.signal })).rejects.toThrow(
      'stopped',
    );
    expect(world.stored.size).toBe(0);
  });
});

describe('a model that cannot be asked for now', () => {
  const unreachable = () => failed({ code: 'network', retryable: true });

  it('stops asking a model that was never reached after three trials, and asks again by itself later', async () => {
    const world = new World();
    const plan = planOf(40, [modelNamed('a', 1), modelNamed('b', 4)]);
    world.answer = (model) => (model.name === 'a' ? unreachable() : answered());
    const events = await world.execute(plan);
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.calls.filter(({ model }) => model === 'a')).toHaveLength(9);
    expect([...world.stored.values()].filter(({ model }) => model === 'a')).toEqual([]);
    expect(world.calls.filter(({ model }) => model === 'b')).toHaveLength(40);
    world.answer = () => answered();
    await world.execute(plan);
    expect([...world.stored.values()].filter(({ state }) => state === 'answered')).toHaveLength(80);
  });

  it('waits for a model that goes out of reach for some minutes, and then goes on by itself', async () => {
    const world = new World();
    let [from, to] = [Infinity, Infinity];
    world.answer = (_model, call) => {
      if (call === 20) [from, to] = [world.time, world.time + 5 * 60_000];
      return world.time >= from && world.time < to ? unreachable() : answered();
    };
    const events = await world.execute(planOf(60, [modelNamed('a', 2)]));
    expect(events.filter(({ kind }) => kind === 'halted')).toEqual([]);
    expect(events.some(({ kind }) => kind === 'held')).toBe(true);
    expect(statesOf(world)).toEqual(Array.from({ length: 60 }, () => 'answered'));
  });

  it('halts where a model stays out of reach, with no trial failed', async () => {
    const world = new World();
    world.answer = (_model, call) => (call < 20 ? answered() : unreachable());
    const events = await world.execute(planOf(200, [modelNamed('a', 4)]));
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.stored.size).toBeLessThan(30);
    expect(statesOf(world)).not.toContain('failed');
    expect(world.time).toBeGreaterThan(7 * 60_000);
    expect(world.calls.length).toBeLessThan(80);
  });

  it('does not take single trials that cannot be sent for a model out of reach', async () => {
    const world = new World();
    world.answer = (_model, call) => (call % 4 < 3 ? unreachable() : answered());
    const events = await world.execute(planOf(10, [modelNamed('a', 1)]));
    expect(events.filter(({ kind }) => kind !== 'trial')).toEqual([]);
    expect(world.stored.size).toBe(10);
  });

  it('fails a trial that cannot be sent while others can, once the others are asked, with all its calls', async () => {
    const world = new World();
    world.answer = (_model, _call, _signal, request) =>
      request.images[0]?.hash === 'b2' ? unreachable() : answered();
    await world.execute(planOf(10, [modelNamed('a', 1)]));
    const records = [...world.stored.values()];
    expect(records.map(({ state }) => state).indexOf('failed')).toBe(9);
    expect(records).toHaveLength(10);
    expect(records[9]).toMatchObject({ sample: 's2' });
    expect(records[9]?.attempts).toHaveLength(6);
  });

  it('waits for a model that goes out of reach at the very last trial', async () => {
    const world = new World();
    let back = Infinity;
    world.answer = (_model, call) => {
      if (call === 5) back = world.time + 120_000;
      return call < 5 || world.time >= back ? answered() : unreachable();
    };
    await world.execute(planOf(5, [modelNamed('a', 1)]));
    expect(statesOf(world)).toEqual(Array.from({ length: 5 }, () => 'answered'));
  });

  const busy = () => failed({ code: 'rate-limited', retryable: true, status: 429 });
  const unread = () => failed({ code: 'unread', retryable: true });

  it('outlasts a limit of calls a minute whose wait cannot be read, with no trial failed', async () => {
    const world = new World();
    const asked: number[] = [];
    world.answer = () => {
      const recent = asked.filter((at) => world.time - at < 60_000).length;
      if (recent >= 3) return busy();
      asked.push(world.time);
      return answered();
    };
    await world.execute(planOf(12, [modelNamed('a', 4)]));
    expect(statesOf(world)).toEqual(Array.from({ length: 12 }, () => 'answered'));
  });

  it('waits for a server that loads its model, from the first trial on', async () => {
    const world = new World();
    world.answer = () =>
      world.time < 90_000 ? failed({ code: 'unavailable', retryable: true, status: 503 }) : answered();
    const events = await world.execute(planOf(5, [modelNamed('a', 2)]));
    expect(events.some(({ kind }) => kind === 'held')).toBe(true);
    expect(statesOf(world)).toEqual(Array.from({ length: 5 }, () => 'answered'));
  });

  const hung = () => failed({ code: 'timeout', retryable: true });

  it('halts where a model that was never reached lets every call wait, instead of waiting for each trial', async () => {
    const world = new World();
    world.answer = hung;
    const events = await world.execute(planOf(100, [modelNamed('a', 1)]));
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.calls).toHaveLength(6);
  });

  it('fails a trial alone whose answer stopped in the middle, or whose server gave up on it', async () => {
    const world = new World();
    world.answer = (_model, _call, _signal, request) => {
      const picture = request.images[0]?.hash ?? '';
      if (['b1', 'b2', 'b3'].includes(picture))
        return failed({ code: 'timeout', retryable: true, partialText: '{"la' });
      if (['b4', 'b5', 'b6'].includes(picture))
        return failed({ code: 'timeout', retryable: true, status: 408 });
      return answered();
    };
    const events = await world.execute(planOf(20, [modelNamed('a', 1)]));
    expect(events.filter(({ kind }) => kind !== 'trial')).toEqual([]);
    expect(statesOf(world).filter((state) => state === 'failed')).toHaveLength(6);
  });

  it('halts where a server stays busy, fails no trial, and asks on later', async () => {
    const world = new World();
    const plan = planOf(100, [modelNamed('a', 2)]);
    world.answer = busy;
    const events = await world.execute(plan);
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.stored.size).toBe(0);
    expect(world.time).toBeGreaterThan(7 * 60_000);
    world.answer = () => answered();
    await world.execute(plan);
    expect(statesOf(world)).toEqual(Array.from({ length: 100 }, () => 'answered'));
  });

  it('three cases in a row that the server refuses unread do not keep it from the others', async () => {
    const world = new World();
    world.answer = (_model, _call, _signal, request) =>
      ['b4', 'b5', 'b6', 'b7'].includes(request.images[0]?.hash ?? '') ? unread() : answered();
    const events = await world.execute(planOf(30, [modelNamed('a', 2)]));
    expect(events.filter(({ kind }) => kind === 'halted')).toEqual([]);
    expect(statesOf(world).filter((state) => state === 'failed')).toHaveLength(4);
    expect(world.stored.size).toBe(30);
    expect(world.time).toBeLessThan(4 * 60_000);
  });

  it('halts where everything is refused unread, and goes on behind those refused when it is asked to go on', async () => {
    const world = new World();
    const plan = planOf(50, [modelNamed('a', 1)]);
    world.answer = unread;
    const events = await world.execute(plan);
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    const refused = world.stored.size;
    expect(refused).toBeLessThan(10);
    world.calls.length = 0;
    world.answer = () => answered();
    await world.execute(plan);
    expect(world.calls).toHaveLength(50 - refused);
  });

  it('is not waited for again where one trial alone is refused unread', async () => {
    const world = new World();
    world.answer = (_model, _call, _signal, request) =>
      request.images[0]?.hash === 'b4' ? unread() : answered();
    const events = await world.execute(planOf(10, [modelNamed('a', 1)]));
    expect(events.some(({ kind }) => kind === 'held')).toBe(false);
    expect(world.calls).toHaveLength(12);
  });
});
