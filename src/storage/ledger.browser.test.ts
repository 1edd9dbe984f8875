import { describe, expect, it } from 'vitest';
import { openTestDatabase } from './test-database.ts';
import { LedgerRepository } from './ledger.ts';

describe('LedgerRepository', () => {
  it('sums the bytes of a day by host, and says where some of them went on', async () => {
    const ledger = new LedgerRepository(openTestDatabase());
    const at = new Date(2026, 0, 2, 12).getTime();
    const row = {
      at,
      host: 'a.example',
      method: 'POST',
      path: '/',
      bytesSent: 10,
      bytesReceived: 1,
      outcome: '200',
      purpose: '',
    };
    await ledger.append(row);
    await ledger.append(row);
    await ledger.append({ ...row, host: 'b.example', bytesSent: 4, passedOn: true });
    await ledger.append({ ...row, host: 'b.example', bytesSent: 1, bytesReceived: 0 });
    await ledger.append({ ...row, at: new Date(2026, 0, 1, 12).getTime(), bytesSent: 1000 });
    expect(await ledger.totalsOfDay(at)).toEqual([
      { host: 'a.example', requests: 2, bytesSent: 20, bytesReceived: 2, passedOn: false },
      { host: 'b.example', requests: 2, bytesSent: 5, bytesReceived: 1, passedOn: true },
    ]);
    expect((await ledger.page(0, 1))[0]?.at).toBe(at);
  });
});
