import { expect, test } from 'vitest';
import { DeviceNetwork } from './device-network.ts';

function setUp(onLine: boolean) {
  const browser = { onLine, events: new EventTarget() };
  const says = (now: boolean) => {
    browser.onLine = now;
    browser.events.dispatchEvent(new Event(now ? 'online' : 'offline'));
  };
  return { network: new DeviceNetwork(browser), says };
}

test('is what the browser says, until the person knows better, until the browser speaks again', () => {
  const { network, says } = setUp(false);
  expect(network.offline).toBe(true);
  network.disbelieve();
  expect(network.offline).toBe(false);
  says(true);
  says(false);
  expect(network.offline).toBe(true);
});

test('a change is told once, whoever makes it, and not after it was given up', async () => {
  const { network, says } = setUp(false);
  const never = new AbortController();
  const told: string[] = [];
  void network.change(never.signal).then(() => told.push('by the person'));
  network.disbelieve();
  await Promise.resolve();
  void network.change(never.signal).then(() => told.push('by the browser'));
  says(true);
  await Promise.resolve();
  expect(told).toEqual(['by the person', 'by the browser']);
  const stop = new AbortController();
  const stopped = network.change(stop.signal);
  stop.abort(new Error('paused'));
  await expect(stopped).rejects.toThrow('paused');
  await expect(network.change(stop.signal)).rejects.toThrow('paused');
});
