import { figures } from '../../figures.ts';
import type { RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import { baseName, extensionOf } from '../../container/path.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import { hashText } from '../../../domain/plan/identity.ts';
import { splitOfWord } from '../../names.ts';
import { refusal, refusedFile, type Refusal } from '../../refusal.ts';
import { unsaid, type CaseDraft, type Reader, type Reading } from '../reading.ts';
import { labelsByName } from './medmnist-labels.ts';
import { openNpz, type Arrays } from './npz.ts';
import { bytesOfPicture, layoutOf, pictureSource } from './pictures.ts';

/** What one file holds. */
interface Part {
  readonly cases: readonly CaseDraft[];
  readonly embedded: readonly FileSource[];
  readonly labels: readonly string[];
  readonly notes: readonly string[];
  readonly key: string;
}

/**
 * Pictures and labels as arrays of NumPy in one file, `train_images`, `train_labels`, `val_images` ... (MedMNIST's `.npz`): a case of each picture, with
 * its place in the array as name. Labels are numbers, one a picture, or a column of 0 and 1 for each; their names are known by the name of the file, else they are called by
 * their numbers.
 */
export const arrays: Reader = {
  name: 'Arrays (NumPy)',
  part: 'truth',
  async read(files) {
    const found = files.files.filter(({ path }) => extensionOf(path) === 'npz');
    if (found.length === 0) return null;
    const parts: { readonly file: FileSource; readonly part: Part }[] = [];
    const refused: RefusedFile[] = [];
    for (const file of found) {
      const part = await once(file, found.length > 1);
      if ('reason' in part) refused.push(refusedFile(file.path, part));
      else parts.push({ file, part });
    }
    const cases = parts.flatMap(({ part }) => part.cases);
    return {
      ...unsaid,
      reader: this.name,
      understood:
        parts.length === 0
          ? 'The arrays cannot be read as they are.'
          : `${parts.map(({ file }) => baseName(file.path)).join(', ')} ${parts.length === 1 ? 'holds' : 'hold'} ${figures(cases.length)} pictures as arrays of NumPy, with their labels.`,
      labels: [...new Set(parts.flatMap(({ part }) => part.labels))].map((name) => ({ name, synonyms: [] })),
      notes: parts.flatMap(({ part }) => part.notes),
      cases,
      refused,
      unnamed: {
        reason: 'the arrays hold pictures of their own, and nothing says what this one shows',
        remedy: 'Import it by itself, with a table of labels or in a folder named after its class.',
      },
      used: found.map(({ path }) => path),
      key: parts.map(({ part }) => part.key),
      embedded: parts.flatMap(({ part }) => part.embedded),
    } satisfies Reading;
  },
};

const imagesOf = /^(?:(.+)_)?(?:images?|imgs?|x)$/i;
const labelNamesOf = (split: string | undefined): readonly string[] =>
  ['labels', 'label', 'y'].map((word) => (split === undefined ? word : `${split}_${word}`));

/** What was read of each file: files are read again for a recipe and for a person's choices. */
const known = new WeakMap<
  FileSource,
  { readonly isOneOfSeveral: boolean; readonly part: Promise<Part | Refusal> }
>();

function once(file: FileSource, isOneOfSeveral: boolean): Promise<Part | Refusal> {
  const before = known.get(file);
  if (before?.isOneOfSeveral === isOneOfSeveral) return before.part;
  const part = partOf(file, isOneOfSeveral);
  known.set(file, { isOneOfSeveral, part });
  return part;
}

async function partOf(file: FileSource, isOneOfSeveral: boolean): Promise<Part | Refusal> {
  try {
    const inside = await openNpz(file);
    return 'reason' in inside ? inside : await readArrays(file.path, inside, isOneOfSeveral);
  } catch (error) {
    if (error instanceof FileUnreadableError) return refusal(error.message, error.remedy);
    throw error;
  }
}

async function readArrays(path: string, inside: Arrays, isOneOfSeveral: boolean): Promise<Part | Refusal> {
  const names = labelsByName(path);
  const prefix = isOneOfSeveral && names === null ? `${baseName(path)} ` : '';
  const cases: CaseDraft[] = [];
  const embedded: FileSource[] = [];
  const used = new Set<number>();
  const told: unknown[] = [];
  const pairs = inside.names.flatMap((images) => {
    const split = imagesOf.exec(images);
    const labels =
      split === null ? undefined : inside.names.find((name) => labelNamesOf(split[1]).includes(name));
    return split === null || labels === undefined
      ? []
      : [{ images, labels, split: splitOfWord(split[1] ?? '') ?? 'none' }];
  });
  if (pairs.length === 0)
    return refusal(
      `its arrays (${inside.names.slice(0, 6).join(', ')}${inside.names.length > 6 ? ' …' : ''}) are not named as pictures and labels are`,
      'Call them train_images, train_labels, val_images … as MedMNIST does, or save the pictures as PNG with a table of labels.',
    );
  let columns = 1;
  for (const { images, labels, split } of pairs) {
    const truth = await inside.numbers(labels);
    if ('reason' in truth) return refusal(`${labels}: ${truth.reason}`, truth.remedy);
    const pixels = await inside.pixels(images);
    if ('reason' in pixels) return refusal(`${images}: ${pixels.reason}`, pixels.remedy);
    const read = readPair({ path, images, labels, split, truth, pixels, names, prefix });
    if ('reason' in read) return read;
    for (const each of read.cases) cases.push(each);
    for (const each of read.embedded) embedded.push(each);
    for (const number of read.used) used.add(number);
    columns = read.columns;
    told.push([images, pixels.head.shape, truth.values]);
  }
  const known = names ?? [...used].sort((a, b) => a - b).map((number) => `${prefix}${number}`);
  return {
    cases,
    embedded,
    labels: known,
    notes: [
      ...(names === null
        ? [
            `${baseName(path)}: nothing says what its ${columns > 1 ? 'columns of labels' : 'labels'} mean: they are called by their numbers.`,
          ]
        : []),
    ],
    key: hashText(JSON.stringify(told)),
  };
}

interface Pair {
  readonly path: string;
  readonly images: string;
  readonly labels: string;
  readonly split: Split;
  readonly truth: {
    readonly head: { readonly shape: readonly number[] };
    readonly values: readonly number[];
  };
  readonly pixels: { readonly head: { readonly shape: readonly number[] }; readonly data: Blob };
  readonly names: readonly string[] | null;
  readonly prefix: string;
}

function readPair({ path, images, labels, split, truth, pixels, names, prefix }: Pair) {
  const { shape } = pixels.head;
  const layout = layoutOf(shape);
  if (layout === null)
    return refusal(
      `${images} has the axes ${shape.join(' x ')}, which are none of pictures`,
      'Save it as pictures x height x width (x 3).',
    );
  const [count = 0] = shape;
  const [rows = 0, columns = 1, ...more] = truth.head.shape;
  if (rows !== count || more.length > 0)
    return refusal(
      `${images} has ${count} pictures, and ${labels} ${rows} rows of labels`,
      'Save both in full, in the same order.',
    );
  const size = bytesOfPicture(layout);
  const used = new Set<number>();
  const cases: CaseDraft[] = [];
  const embedded: FileSource[] = [];
  for (let at = 0; at < count; at += 1) {
    const row = truth.values.slice(at * columns, (at + 1) * columns);
    const set = columns === 1 ? row : row.flatMap((value, column) => (value === 0 ? [] : [column]));
    const isFlag = (value: number) => value === 0 || value === 1;
    const isKnown = set.every(
      (number) => Number.isInteger(number) && (names === null || names[number] !== undefined),
    );
    if (!isKnown || (columns > 1 && !row.every(isFlag)))
      return refusal(
        `${labels}[${at}] is ${row.join(', ')}, which ${columns > 1 ? 'are not 0 and 1' : 'is none of its labels'}`,
        'Check that the file has the name under which it was published, and was saved in full.',
      );
    for (const number of columns === 1 ? set : row.keys()) used.add(number);
    const source = pictureSource(
      `${path}/${images} ${at}`,
      () => pixels.data.slice(at * size, (at + 1) * size),
      layout,
    );
    embedded.push(source);
    cases.push({
      name: source.path,
      from: { file: path, place: `${labels}[${at}]` },
      images: [{ path: source.path }],
      truth: { labels: set.map((number) => names?.[number] ?? `${prefix}${number}`) },
      maskFiles: [],
      split,
      attributes: {},
    });
  }
  return { cases, embedded, used, columns };
}
