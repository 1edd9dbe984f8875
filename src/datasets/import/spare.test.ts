import { expect, test } from 'vitest';
import { Spare } from './spare.ts';

function numbered() {
  const ended: number[] = [];
  let started = 0;
  return {
    spare: new Spare(
      () => ++started,
      (one: number) => ended.push(one),
    ),
    ended,
    started: () => started,
  };
}

test('what was prepared is taken once, and is not ended by who prepared it', () => {
  const { spare, ended, started } = numbered();
  const letGo = spare.prepare();
  expect(started()).toBe(1);
  expect(spare.take()).toBe(1);
  letGo();
  expect(ended).toEqual([]);
  expect(spare.take()).toBe(2);
});

test('what nobody took is ended, once', () => {
  const { spare, ended } = numbered();
  const letGo = spare.prepare();
  letGo();
  letGo();
  expect(ended).toEqual([1]);
  expect(spare.take()).toBe(2);
});

test('preparing twice starts one', () => {
  const { spare, started } = numbered();
  spare.prepare();
  spare.prepare();
  expect(started()).toBe(1);
});

test('what was taken leaves the next that is prepared alone', () => {
  const { spare, ended } = numbered();
  const first = spare.prepare();
  spare.take();
  spare.prepare();
  first();
  expect(ended).toEqual([]);
  expect(spare.take()).toBe(2);
});
