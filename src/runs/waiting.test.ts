import { describe, expect, it } from 'vitest';
import { answered, failed, modelNamed, planOf, World } from './testing/world.ts';

describe('a model that cannot be asked for now', () => {
  const unreachable = () => failed({ code: 'network', retryable: true });

  it('stops asking a model that was never reached after three trials, and asks again by itself later', async () => {
    const world = new World();
    const plan = planOf(40, [modelNamed('a', 1), modelNamed('b', 4)]);
    world.answer = (model) => (model.name === 'a' ? unreachable() : answered());
    const events = await world.execute(plan);
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.calls.filter(({ model }) => model === 'a')).toHaveLength(9);
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
    const states = [...world.stored.values()].map(({ state }) => state);
    expect(states.filter((state) => state === 'failed').length).toBeLessThanOrEqual(2);
    expect(states).toHaveLength(60);
  });

  it('halts where a model stays out of reach, with few trials failed', async () => {
    const world = new World();
    world.answer = (_model, call) => (call < 20 ? answered() : unreachable());
    const events = await world.execute(planOf(200, [modelNamed('a', 4)]));
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.stored.size).toBeLessThan(30);
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

  const busy = () => failed({ code: 'rate-limited', retryable: true, status: 429 });
  const unread = () => failed({ code: 'unread', retryable: true });
  const statesOf = (world: World) => [...world.stored.values()].map(({ state }) => state);

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

  it('halts where a server stays busy, fails few trials, and asks those again by itself later', async () => {
    const world = new World();
    const plan = planOf(100, [modelNamed('a', 2)]);
    world.answer = busy;
    const events = await world.execute(plan);
    expect(events.filter(({ kind }) => kind === 'halted')).toHaveLength(1);
    expect(world.stored.size).toBeLessThanOrEqual(2);
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
