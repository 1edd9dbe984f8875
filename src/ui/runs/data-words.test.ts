import { expect, test } from 'vitest';
import { destinationWords } from './data-words.ts';

test('where a model gets what it is asked, and whether that leaves the device', () => {
  const host = 'localhost:11434';
  expect(destinationWords(null)).toBe('on this device');
  expect(destinationWords({ host, leaves: false, passedOn: false })).toBe(
    'sends to localhost:11434, on this device',
  );
  expect(destinationWords({ host, leaves: true, passedOn: true })).toBe(
    'sends to localhost:11434, which hands it on to a cloud',
  );
  expect(destinationWords({ host: 'api.example.org', leaves: true, passedOn: false })).toBe(
    'sends to api.example.org',
  );
});
