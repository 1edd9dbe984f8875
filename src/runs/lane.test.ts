import { describe, expect, it } from 'vitest';
import { Lane } from './lane.ts';

describe('Lane', () => {
  it('halves once for a wave of refusals and climbs back by ones', () => {
    const lane = new Lane(8);
    lane.refused(0, 1000);
    lane.refused(10, 1010);
    expect(lane.allowed).toBe(4);
    expect(lane.heldUntil).toBe(1010);
    lane.refused(2000, 2100);
    expect(lane.allowed).toBe(2);
    for (let i = 0; i < 2; i += 1) lane.succeeded();
    expect(lane.allowed).toBe(3);
    for (let i = 0; i < 100; i += 1) lane.succeeded();
    expect(lane.allowed).toBe(8);
  });

  it('never allows less than one', () => {
    const lane = new Lane(1);
    lane.refused(0, 10);
    expect(lane.allowed).toBe(1);
  });

  it('lets the next in when one leaves', async () => {
    const lane = new Lane(1);
    await lane.enter();
    let entered = false;
    const next = lane.enter().then(() => (entered = true));
    await Promise.resolve();
    expect(entered).toBe(false);
    lane.leave();
    await next;
    expect(entered).toBe(true);
  });
});
