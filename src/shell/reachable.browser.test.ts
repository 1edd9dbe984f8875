import { expect, test } from 'vitest';
import { modelId } from '../domain/ids.ts';
import { LedgerRepository } from '../storage/ledger.ts';
import { ModelRepository } from '../storage/models.ts';
import { SettingsRepository } from '../storage/settings.ts';
import { openTestDatabase } from '../storage/test-database.ts';
import { fakeCloud } from '../ui/models/testing/fakes.ts';
import { reachable } from './reachable.ts';

function setUp() {
  const database = openTestDatabase();
  const parts = {
    models: new ModelRepository(database),
    settings: new SettingsRepository(database),
    ledger: new LedgerRepository(database),
  };
  const connect = (id: string, address: string, model: string) =>
    parts.models.put(fakeCloud({ id: modelId(id), address, model }));
  const send = (host: string, bytesSent: number, passedOn = false) =>
    parts.ledger.append({
      at: Date.now(),
      host,
      method: 'POST',
      path: '/v1/chat/completions',
      bytesSent,
      bytesReceived: 0,
      outcome: '200',
      purpose: 'model: x',
      ...(passedOn ? { passedOn } : {}),
    });
  return { parts, connect, send };
}

test('a server on this device is no place that something leaves for', async () => {
  const { parts, connect, send } = setUp();
  await connect('local', 'http://localhost:11434/v1', 'medgemma:27b');
  await send('localhost:11434', 1200);
  expect(await reachable(parts)).toEqual({
    localOnly: false,
    hosts: [{ host: 'localhost:11434', bytesSent: 1200, leaves: false }],
  });
});

test('it is one as soon as one of its models runs in a cloud, also when that was removed today', async () => {
  const { parts, connect, send } = setUp();
  await connect('local', 'http://localhost:11434/v1', 'medgemma:27b');
  await connect('cloud', 'http://localhost:11434/v1', 'qwen3-vl:235b-cloud');
  expect((await reachable(parts)).hosts).toMatchObject([{ host: 'localhost:11434', leaves: true }]);
  await parts.models.delete(modelId('cloud'));
  expect((await reachable(parts)).hosts).toMatchObject([{ leaves: false }]);
  await send('localhost:11434', 10, true);
  expect((await reachable(parts)).hosts).toMatchObject([{ leaves: true, bytesSent: 10 }]);
});

test('hosts elsewhere come first, and Local only leaves those on this device', async () => {
  const { parts, connect } = setUp();
  await connect('local', 'http://127.0.0.1:8080/v1', 'medgemma');
  await connect('far', 'https://api.example.org/v1', 'vision-1');
  expect((await reachable(parts)).hosts.map(({ host }) => host)).toEqual([
    'api.example.org',
    '127.0.0.1:8080',
  ]);
  await parts.settings.write({ localOnly: true });
  expect(await reachable(parts)).toEqual({
    localOnly: true,
    hosts: [{ host: '127.0.0.1:8080', bytesSent: 0, leaves: false }],
  });
});
