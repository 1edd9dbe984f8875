import type { RefusedFile } from '../../domain/dataset/dataset.ts';

/** One line a file: path, reason and remedy between tabs, with a line of heads. */
export function refusedAsText(refused: readonly RefusedFile[]): string {
  const plain = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  const lines = refused.map(({ path, reason, remedy }) => [path, reason, remedy].map(plain).join('\t'));
  return ['path\treason\tremedy', ...lines, ''].join('\n');
}
