import { figures } from '../figures.ts';
import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { hashText } from '../../domain/plan/identity.ts';
import { baseName, extensionOf } from '../container/path.ts';
import { FileUnreadableError, type FileSource } from '../container/source.ts';
import type { Shape } from './drawing.ts';
import { decodeText } from './encoding.ts';
import type { FileIndex } from './file-index.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from './reading.ts';

/** The whole list has 330 lines. */
const mostBytes = 256 * 1024;
/** Every film is of so many pixels a side. */
const side = 1024;
const film = { width: side, height: side } as const;

const tissues: Readonly<Record<string, string>> = { F: 'fatty', G: 'fatty-glandular', D: 'dense-glandular' };
const abnormalities: Readonly<Record<string, string>> = {
  CALC: 'calcification',
  CIRC: 'circumscribed mass',
  SPIC: 'spiculated mass',
  MISC: 'other mass',
  ARCH: 'architectural distortion',
  ASYM: 'asymmetry',
  NORM: 'normal',
};
const severities: Readonly<Record<string, string>> = { B: 'benign', M: 'malignant' };
const line =
  /^(mdb(\d{3}))\w*\s+([FGD])\s+(CALC|CIRC|SPIC|MISC|ARCH|ASYM|NORM)(?:\s+([BM]))?(?:\s+(\d+)\s+(\d+)\s+(\d+))?\s*(?:\*?\s*NOTE.*)?$/i;

/** What one line says of a film. */
interface Film {
  readonly name: string;
  readonly number: number;
  readonly tissue: string;
  readonly abnormality: string;
  readonly severity: string | undefined;
  /** Counted from the lower left corner. */
  readonly circle: { readonly x: number; readonly y: number; readonly radius: number } | null;
  readonly place: string;
}

/**
 * `Info.txt` of MIAS: a line for each film and abnormality, `mdb001 G CIRC B 535 425 197`: tissue, kind, severity, centre and radius of a circle around it.
 * The centre is counted from the lower left corner of the film; the box is around the circle. Films with an even number are
 * of the left breast of the woman whose right one has the number before.
 */
export const mias: Reader = {
  name: 'MIAS',
  part: 'truth',
  async read(files) {
    const cases: CaseDraft[] = [];
    const refused: RefusedFile[] = [];
    const used: string[] = [];
    const key: string[] = [];
    let [absent, unplaced] = [0, 0];
    for (const file of files.files) {
      const text = await listOf(file);
      if (text === null) continue;
      used.push(file.path);
      key.push(`${file.path} ${hashText(text)}`);
      const films = filmsOf(text, file.path, refused);
      for (const own of Map.groupBy(films, ({ name }) => name).values()) {
        const draft = caseOf(own, file.path, files, refused);
        if (draft === null) absent += 1;
        else {
          cases.push(draft);
          if (draft.truth.boxes === undefined) unplaced += 1;
        }
      }
    }
    if (used.length === 0) return null;
    const names = used.map(baseName).join(', ');
    return {
      ...unsaid,
      reader: this.name,
      understood:
        cases.length === 0
          ? `${names} lists films of MIAS, none of which is here.`
          : `${names} describes ${figures(cases.length)} ${cases.length === 1 ? 'film' : 'films'} of MIAS that ${cases.length === 1 ? 'is' : 'are'} here.`,
      labels: ['normal', 'benign', 'malignant'].map((name) => ({ name, synonyms: [] })),
      notes: [
        'Centres are counted from the lower left corner, as the publisher counts them, and turned; a box is around the circle that is given.',
        ...(unplaced === 0
          ? []
          : [
              `Of ${unplaced === 1 ? 'one film' : `${unplaced} films`} an abnormality has no place: ${unplaced === 1 ? 'its boxes' : 'their boxes'} are unknown.`,
            ]),
        ...(absent === 0 || cases.length === 0
          ? []
          : [
              `${absent} ${absent === 1 ? 'film' : 'films'} of ${names} ${absent === 1 ? 'is' : 'are'} not here.`,
            ]),
      ],
      cases,
      refused,
      unnamed: { reason: `no line of ${names} names it`, remedy: 'Add a line for it, if it is meant.' },
      used,
      key,
    } satisfies Reading;
  },
};

/** The text of a file that has such lines; null for any other. */
async function listOf(file: FileSource): Promise<string | null> {
  if (extensionOf(file.path) !== 'txt' || file.size > mostBytes) return null;
  try {
    const head = decodeText(await file.head(4096));
    if (!/^mdb\d{3}/m.test(head)) return null;
    const text = decodeText(await file.read());
    return text.split(/\r\n|\r|\n/).some((each) => line.test(each.trim())) ? text : null;
  } catch (error) {
    if (error instanceof FileUnreadableError) return null;
    throw error;
  }
}

function filmsOf(text: string, path: string, refused: RefusedFile[]): readonly Film[] {
  const films: Film[] = [];
  for (const [at, own] of text.split(/\r\n|\r|\n/).entries()) {
    const words = own.trim();
    const place = `line ${at + 1}`;
    const [, name, number, tissue = '', kind = '', severity = '', x, y, radius] = line.exec(words) ?? [];
    if (name !== undefined)
      films.push({
        name: name.toLowerCase(),
        number: Number(number),
        tissue: tissues[tissue.toUpperCase()] ?? tissue,
        abnormality: abnormalities[kind.toUpperCase()] ?? kind,
        severity: severities[severity.toUpperCase()],
        circle: radius === undefined ? null : { x: Number(x), y: Number(y), radius: Number(radius) },
        place,
      });
    else if (/^mdb\d{3}\w*\s+[FGD]\s/i.test(words))
      refused.push({
        path: `${path}, ${place}`,
        reason: `it is “${words.slice(0, 60)}”, which is not tissue, kind, severity, centre and radius`,
        remedy: 'Correct the line, or copy the file again.',
      });
  }
  return films;
}

/** The case of a film, or null where its picture is not here. */
function caseOf(
  lines: readonly Film[],
  path: string,
  files: FileIndex,
  refused: RefusedFile[],
): CaseDraft | null {
  const [first] = lines;
  if (first === undefined) return null;
  const { name, number, tissue, place } = first;
  const match = files.findPicture(name, path);
  if (match.kind === 'ambiguous')
    refused.push({
      path: `${path}, ${place}`,
      reason: `“${name}” may mean ${match.paths.slice(0, 3).join(' or ')}`,
      remedy: 'Leave one of them out.',
    });
  if (match.kind !== 'found') return null;
  const found = lines.filter(({ abnormality }) => abnormality !== 'normal');
  const shapes = found.flatMap(({ abnormality, circle, place: at }): Shape[] =>
    circle === null || circle.radius === 0
      ? []
      : [
          {
            kind: 'box',
            label: abnormality,
            numbers: [circle.x, side - circle.y, 2 * circle.radius, 2 * circle.radius],
            convention: { order: 'cxcywh', unit: 'pixels-source' },
            at,
          },
        ],
  );
  const isPlaced = shapes.length === found.length;
  const labels = found.length === 0 ? ['normal'] : found.flatMap(({ severity }) => severity ?? []);
  return {
    name: match.path,
    from: { file: path, place },
    images: [{ path: match.path }],
    truth: {
      ...(labels.length > 0 && { labels: [...new Set(labels)] }),
      // Of some alone, the others would count as none.
      ...(isPlaced && { boxes: [] }),
    },
    maskFiles: [],
    ...(isPlaced && shapes.length > 0 && { drawings: [{ file: path, drawnOn: film, shapes }] }),
    split: 'none',
    group: `woman ${Math.ceil(number / 2)}`,
    attributes: {
      side: number % 2 === 0 ? 'left' : 'right',
      tissue,
      abnormality: [...new Set(lines.map(({ abnormality }) => abnormality))].join(', '),
    },
  };
}
