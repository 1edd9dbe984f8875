import { hashText } from '../../../domain/plan/identity.ts';
import { baseName } from '../../container/path.ts';
import type { FileSource } from '../../container/source.ts';
import { readText } from '../encoding.ts';
import type { ReadTables } from './table.ts';

/** A text with a line for each picture is no larger. */
const mostBytes = 64 * 1024 ** 2;

/** What the lines of a text hold, by what the file is called and how many parts they have. */
const forms = [
  // VQA-Med of ImageCLEF: `All_QA_Pairs_train.txt`; from 2019 on with the kind of question in the lists of a test.
  {
    name: /(?:^|[-_ ])(?:qa|vqa|vqanswering|questions?)(?:[-_ ]|\.|$)/i,
    mark: '|',
    columns: ['image', 'question', 'answer'],
  },
  {
    name: /(?:^|[-_ ])(?:qa|vqa|vqanswering|questions?)(?:[-_ ]|\.|$)/i,
    mark: '|',
    columns: ['image', 'about', 'question', 'answer'],
  },
  // ROCO: `captions.txt`.
  { name: /captions?(?:[-_ ]|\.|$)/i, mark: '\t', columns: ['image', 'caption'] },
] as const;

/**
 * Texts in which each line is about a picture, without a heading: questions (`synpic41148|what is this?|ct`) and captions, told by the name of
 * the file and by all lines having as many parts. `other` for every other text. Throws FileUnreadableError.
 */
export async function readPlainLines(file: FileSource): Promise<ReadTables> {
  const mayBe = forms.filter(({ name }) => name.test(baseName(file.path)));
  if (mayBe.length === 0 || file.size > mostBytes) return { kind: 'other' };
  const { text, ...encoding } = readText(await file.read());
  const lines = text.split(/\r?\n/).map((line, at) => ({ line: at + 1, text: line }));
  const filled = lines.filter((each) => each.text.trim() !== '');
  for (const { mark, columns } of mayBe) {
    const rows = filled.map(({ line, text: own }) => ({
      line,
      cells: own.split(mark).map((cell) => cell.trim()),
    }));
    if (rows.length === 0 || !rows.every(({ cells }) => cells.length === columns.length)) continue;
    return {
      kind: 'tables',
      tables: [
        {
          path: file.path,
          file: file.path,
          columns,
          rows,
          rowWord: 'line',
          hash: hashText(text),
          embedded: [],
          encoding,
          notes: [],
        },
      ],
    };
  }
  return { kind: 'other' };
}
