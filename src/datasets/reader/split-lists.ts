import type { Split } from '../../domain/dataset/dataset.ts';
import { hashText } from '../../domain/plan/identity.ts';
import { baseName, extensionOf, withoutExtension } from '../container/path.ts';
import { FileUnreadableError } from '../container/source.ts';
import { splitOfFile, splitOfWord } from '../names.ts';
import { decodeText } from './encoding.ts';
import type { FileIndex } from './file-index.ts';
import { unsaid, type CaseDraft, type Reader } from './reading.ts';

/** Words beside the split's in the name of a list. */
const plainWord = /^(?:lists?|ids?|images?|imgs?|files?|filenames?|names?|split|set|subset|cases?|samples?)$/;
/** A list is no longer than that. */
const mostBytes = 32 * 1024 ** 2;

/**
 * Text files that list the pictures of a split, a line each, by path or by name: `train.txt` of YOLO and of Pascal VOC's `ImageSets`,
 * `test_list.txt`. Of two lists that name a picture, the first counts.
 */
export const splitLists: Reader = {
  name: 'Lists of splits',
  part: 'layout',
  async read(files) {
    const splits = new Map<string, Split>();
    const used: string[] = [];
    const key: string[] = [];
    for (const file of files.files) {
      if (!isListName(file.path) || file.size > mostBytes) continue;
      const text = await textOf(file);
      const pictures = text === null ? null : picturesOf(text, file.path, files);
      if (text === null || pictures === null) continue;
      for (const path of pictures) if (!splits.has(path)) splits.set(path, splitOfFile(file.path));
      used.push(file.path);
      key.push(`${file.path} ${hashText(text)}`);
    }
    if (splits.size === 0) return null;
    return {
      ...unsaid,
      reader: this.name,
      understood: `${used.length} ${used.length === 1 ? 'list says' : 'lists say'} which pictures belong together.`,
      labels: [],
      cases: [...splits].map(([path, split]): CaseDraft => ({
        name: path,
        images: [{ path }],
        truth: {},
        maskFiles: [],
        split,
        attributes: {},
      })),
      refused: [],
      unnamed: { reason: 'no list names it', remedy: 'Add it to a list, if it is meant.' },
      used,
      key,
    };
  },
};

function isListName(path: string): boolean {
  if (!['txt', 'lst'].includes(extensionOf(path)) || splitOfFile(path) === 'none') return false;
  const words = withoutExtension(baseName(path))
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/\d+$/, ''));
  return words.every((word) => splitOfWord(word) !== null || plainWord.test(word));
}

/** The pictures here that the lines name; null where most lines are something else. */
function picturesOf(text: string, path: string, files: FileIndex): readonly string[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const pictures: string[] = [];
  let unknown = 0;
  for (const line of lines) {
    const match = files.findPicture(line, path);
    if (match.kind === 'found') pictures.push(match.path);
    else if (match.kind === 'ambiguous' || /\s/.test(line)) unknown += 1;
  }
  // Names of pictures that are not here are names all the same.
  return pictures.length === 0 || unknown > lines.length / 10 ? null : pictures;
}

async function textOf(file: FileIndex['files'][number]): Promise<string | null> {
  try {
    return decodeText(await file.read());
  } catch (error) {
    if (error instanceof FileUnreadableError) return null;
    throw error;
  }
}
