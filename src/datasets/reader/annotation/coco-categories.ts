import { z } from 'zod';
import type { Region } from '../../../domain/dataset/truth.ts';
import { baseName } from '../../container/path.ts';

/** What an annotation is of. */
export interface Meaning {
  readonly label: string;
  readonly fdi?: number;
  readonly region?: Region;
  readonly keypointNames?: readonly string[];
}

export interface Categories {
  /** Classes in the order of the file. */
  readonly labels: readonly string[];
  readonly notes: readonly string[];
  /** What the annotation is of, or in words why that cannot be told. */
  of(annotation: Readonly<Record<string, unknown>>): Meaning | string;
}

const categorySchema = z.object({
  id: z.union([z.number(), z.string()]),
  // DENTEX names teeth by number.
  name: z.union([z.string().min(1), z.number().transform(String)]),
  supercategory: z.union([z.string(), z.number()]).nullish(),
  keypoints: z.array(z.string()).nullish(),
});
type Category = z.infer<typeof categorySchema>;

/** One list of categories; a file with several names each annotation in each of them. */
interface Axis {
  readonly key: string;
  readonly names: readonly string[];
  readonly byId: ReadonlyMap<string, Category>;
  readonly part: 'quadrant' | 'tooth' | 'label';
}

type Fault = { readonly reason: string; readonly remedy: string };

/** The categories of a file; `categories`, or `categories_1`, `categories_2` ... for several axes. */
export function categoriesOf(file: Readonly<Record<string, unknown>>, path: string): Categories | Fault {
  const keys = Object.keys(file)
    .filter((key) => /^categories(?:_\d+)?$/.test(key))
    .sort();
  const axes: Axis[] = [];
  for (const key of keys) {
    const list = z.array(categorySchema).safeParse(file[key]);
    if (!list.success)
      return { reason: `its ${key} are no list of categories with id and name`, remedy: 'Correct them.' };
    if (list.data.length === 0) continue;
    axes.push({
      key: key.replace('categories', 'category_id'),
      names: list.data.map(({ name }) => name),
      byId: new Map(list.data.map((category) => [String(category.id), category])),
      part: 'label',
    });
  }
  if (axes.length === 0)
    return { reason: 'it has no categories: nothing says what is drawn', remedy: 'Add its categories.' };
  return meaningOf(withTeeth(axes, path));
}

/** Teeth are numbered by quadrant, 1 to 4 (deciduous: 5 to 8), and in it from the midline, 1 to 8. */
function withTeeth(axes: readonly Axis[], path: string): Axis[] {
  const upTo = (most: number, { names }: Axis) =>
    names.every((name) => /^\d$/.test(name) && Number(name) >= 1 && Number(name) <= most);
  const numbered = axes.filter((axis) => upTo(8, axis));
  const [first, second] = numbered;
  const dental = /quadrant|dentex|tooth|teeth|enumeration/i.test(baseName(path));
  if (
    first !== undefined &&
    second !== undefined &&
    numbered.length === 2 &&
    upTo(4, first) &&
    second.names.length > 4
  )
    return axes.map((axis) => ({
      ...axis,
      part: axis === first ? 'quadrant' : axis === second ? 'tooth' : 'label',
    }));
  if (first !== undefined && axes.length === 1 && upTo(4, first) && dental)
    return [{ ...first, part: 'quadrant' }];
  return [...axes];
}

function meaningOf(axes: readonly Axis[]): Categories {
  const labelling = axes.filter(({ part }) => part === 'label');
  const dental = axes.some(({ part }) => part !== 'label');
  return {
    labels: declaredLabels(axes, labelling),
    notes: [
      ...(dental ? ['Quadrant and number of a tooth are read as its FDI number (ISO 3950).'] : []),
      ...(labelling.length > 1
        ? ['Each annotation has several categories: they are joined by “ / ” in its label.']
        : []),
    ],
    of(annotation) {
      const names: string[] = [];
      let quadrant: number | undefined;
      let tooth: number | undefined;
      let keypoints: readonly string[] | undefined;
      for (const { key, byId, part } of axes) {
        const id = annotation[key];
        const category = byId.get(String(id));
        if (id === undefined || id === null || category === undefined)
          return `its ${key}${id === undefined || id === null ? ' is missing' : `, ${JSON.stringify(id)}, is that of no category in the file`}`;
        if (part === 'quadrant') quadrant = Number(category.name);
        else if (part === 'tooth') tooth = Number(category.name);
        else {
          names.push(category.name);
          keypoints ??= category.keypoints ?? undefined;
        }
      }
      const fdi = quadrant === undefined || tooth === undefined ? undefined : quadrant * 10 + tooth;
      const place = { ...(fdi !== undefined && { fdi }), ...(quadrant !== undefined && { quadrant }) };
      const label =
        names.length > 0 ? names.join(' / ') : fdi === undefined ? quadrantLabel(quadrant) : 'tooth';
      return {
        label,
        ...(fdi !== undefined && { fdi }),
        ...(quadrant !== undefined && { region: { label, ...place } }),
        ...(keypoints !== undefined && { keypointNames: keypoints }),
      };
    },
  };
}

const quadrantLabel = (quadrant: number | undefined): string => `quadrant ${quadrant ?? ''}`;

/** Roboflow writes the name of the project as a category above the others, of which nothing ever is. */
function declaredLabels(axes: readonly Axis[], labelling: readonly Axis[]): string[] {
  const [only, ...more] = labelling;
  if (only === undefined) {
    const [quadrants] = axes;
    return axes.length > 1 ? ['tooth'] : (quadrants?.names ?? []).map((name) => quadrantLabel(Number(name)));
  }
  if (more.length > 0) return [];
  const all = [...only.byId.values()];
  const above = new Set(
    all
      .filter(({ supercategory, name }) => String(supercategory) !== name)
      .map(({ supercategory }) => String(supercategory)),
  );
  return all.map(({ name }) => name).filter((name) => !above.has(name));
}
