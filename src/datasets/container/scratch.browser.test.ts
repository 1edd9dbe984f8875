import { packTar } from 'modern-tar';
import { afterAll, expect, test, vi } from 'vitest';
import { openContainer } from './open.ts';
import { clearScratch, diskScratch } from './scratch-disk.ts';
import { SpillingScratch } from './scratch.ts';

const unpacked = async (): Promise<string[]> => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('unpacked', { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
};

afterAll(async () => {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('unpacked', { recursive: true }).catch(() => undefined);
});

test('a packed tar is unpacked onto the disk, and what nobody holds any more is cleared', async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('unpacked', { create: true });
  const left = await folder.getDirectoryHandle('left-behind', { create: true });
  await left.getFileHandle('1', { create: true });
  expect(await unpacked()).toEqual(['left-behind']);

  const plain = await packTar([
    { header: { name: 'd/a.bin', size: 400_000 }, body: new Uint8Array(400_000).fill(7) },
    { header: { name: 'd/b.txt', size: 4 }, body: 'last' },
  ]);
  const packed = await new Response(
    new Blob([plain]).stream().pipeThrough(new CompressionStream('gzip')),
  ).blob();
  const scratch = new SpillingScratch(diskScratch(), 1_000);
  const container = await openContainer([{ path: 's.tar.gz', file: packed }], { scratch });
  expect(container.refused).toEqual([]);
  expect(await container.files[0]?.read()).toEqual(new Uint8Array(400_000).fill(7));
  expect(new TextDecoder().decode(await container.files[1]?.read())).toBe('last');

  // The left one is gone; this one is held as long as this page lives.
  const [own, ...others] = await unpacked();
  expect([own === 'left-behind', others]).toEqual([false, []]);
  await clearScratch();
  expect(await unpacked()).toEqual([own]);
});

test('there is nothing to clear where the browser refuses its private files, as in a private window of Firefox', async () => {
  const refusal = vi
    .spyOn(navigator.storage, 'getDirectory')
    .mockRejectedValue(new DOMException('Security error when calling GetDirectory', 'SecurityError'));
  try {
    await clearScratch();
    expect(refusal).toHaveBeenCalledOnce();
  } finally {
    refusal.mockRestore();
  }
});
