import { z } from 'zod';
import { baseName, extensionOf } from '../../container/path.ts';
import { FileUnreadableError } from '../../container/source.ts';
import { decodeText } from '../encoding.ts';
import type { FileIndex } from '../file-index.ts';

export interface YoloClasses {
  /** The file that names them; null where none does. */
  readonly file: string | null;
  readonly names: ReadonlyMap<number, string>;
  /** Numbers of key points after each box, 0 where there are none. */
  readonly keypointNumbers: number;
  readonly notes: readonly string[];
  readonly used: readonly string[];
  /** Null for a class that the file does not name. */
  nameOf(number: number): string | null;
}

const settings = z.object({
  names: z.union([z.array(z.coerce.string()), z.record(z.string(), z.coerce.string())]),
  kpt_shape: z.tuple([z.number(), z.number()]).nullish().catch(null),
});
type Settings = z.infer<typeof settings>;

/** From `data.yaml` (or another YAML file with `names`), else from a list of names (`classes.txt`, `obj.names`), a line a class. */
export async function yoloClasses(files: FileIndex): Promise<YoloClasses> {
  const faults: string[] = [];
  const found: { readonly file: string; readonly settings: Settings }[] = [];
  for (const file of files.files) {
    const isYaml = ['yaml', 'yml'].includes(extensionOf(file.path));
    if (!isYaml && !isListOfNames(file.path)) continue;
    try {
      const text = decodeText(await file.read());
      const read = isYaml ? await ofYaml(text) : ofList(text);
      if (typeof read === 'string') faults.push(`${file.path} cannot be read: ${read}`);
      else if (read !== null) found.push({ file: file.path, settings: read });
    } catch (error) {
      if (!(error instanceof FileUnreadableError)) throw error;
      faults.push(`${file.path} cannot be read: ${error.message}.`);
    }
  }
  // The shortest path is the one of the whole set.
  const [best, ...others] = found.sort((a, b) => a.file.length - b.file.length);
  const names = new Map(best === undefined ? [] : namesOf(best.settings));
  const contrary = others.find(
    ({ settings: theirs }) => JSON.stringify(namesOf(theirs)) !== JSON.stringify([...names]),
  );
  const [points = 0, numbers = 0] = best?.settings.kpt_shape ?? [];
  return {
    file: best?.file ?? null,
    names,
    keypointNumbers: points * numbers,
    notes: [
      ...faults,
      ...(best === undefined ? ['No data.yaml names the classes: they are called by their numbers.'] : []),
      ...(contrary === undefined
        ? []
        : [`${contrary.file} names other classes than ${best?.file ?? ''}, which is followed.`]),
      ...(points > 0 ? ['Key points of the YOLO files are left out; their boxes are read.'] : []),
    ],
    used: found.map(({ file }) => file),
    nameOf: (number) =>
      names.get(number) ?? (best === undefined && Number.isInteger(number) ? `class ${number}` : null),
  };
}

const isListOfNames = (path: string): boolean =>
  /^(?:classes\.txt|predefined_classes\.txt|_darknet\.labels|.*\.names)$/i.test(baseName(path));

/** Null for a file of other settings; a text says why it cannot be read. */
async function ofYaml(text: string): Promise<Settings | string | null> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { logLevel: 'silent' });
  const [fault] = document.errors;
  if (fault !== undefined) return fault.message.split('\n')[0] ?? fault.code;
  try {
    const read = settings.safeParse(document.toJS({ maxAliasCount: 100 }));
    return read.success ? read.data : null;
  } catch (error) {
    // An alias that multiplies without end.
    return error instanceof Error ? error.message : String(error);
  }
}

const ofList = (text: string): Settings => ({
  names: text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line, at, lines) => line !== '' || at < lines.length - 1),
});

const namesOf = ({ names }: Settings): [number, string][] =>
  Array.isArray(names)
    ? names.map((name, at) => [at, name])
    : Object.entries(names).map(([number, name]) => [Number(number), name]);
