import { z } from 'zod';
import { isPictureName } from '../../names.ts';

type Item = Readonly<Record<string, unknown>>;
const head = z.looseObject({ annotation_id: z.unknown(), annotator: z.unknown(), lead_time: z.unknown() });

/** Whether a JSON value is Label Studio's short export (JSON-MIN): a list of objects, each the data of a task with its results by name. */
export const isShortExport = (value: unknown): boolean => {
  const first = z.array(head).safeParse(Array.isArray(value) ? value.slice(0, 1) : null);
  const [item] = first.data ?? [];
  return item !== undefined && ['annotation_id', 'annotator', 'lead_time'].every((key) => key in item);
};

const ofLabelStudio = new Set(['id', 'annotator', 'annotation_id', 'created_at', 'updated_at', 'lead_time']);
const shape = z.looseObject({
  original_width: z.unknown().optional(),
  original_height: z.unknown().optional(),
  image_rotation: z.unknown().optional(),
});
const choices = z.object({ choices: z.array(z.string()) });
const items = z.array(z.record(z.string(), z.unknown()));

/**
 * The tasks of a short export as the long one writes them. It does not tell a choice of one word from data that came with the task: words
 * that recur are choices.
 */
export function tasksOfShortExport(value: unknown): readonly unknown[] {
  const list = items.safeParse(value).data ?? [];
  const words = recurring(list);
  return list.map((item) => ({
    id: item['id'],
    data: Object.fromEntries(Object.entries(item).filter(([, each]) => typeof each === 'string')),
    annotations: [
      {
        result: Object.entries(item).flatMap(([name, each]) =>
          ofLabelStudio.has(name) ? [] : resultsOf(name, each, words),
        ),
      },
    ],
  }));
}

function resultsOf(name: string, value: unknown, words: ReadonlySet<string>): readonly unknown[] {
  if (typeof value === 'string')
    return words.has(name) ? [{ type: 'choices', from_name: name, value: { choices: [value] } }] : [];
  if (typeof value === 'number') return [{ type: 'number', from_name: name, value: { number: value } }];
  const several = choices.safeParse(value);
  if (several.success) return [{ type: 'choices', from_name: name, value: several.data }];
  return (z.array(shape).safeParse(value).data ?? []).map(
    ({ original_width, original_height, image_rotation, ...drawn }) => ({
      type: Object.keys(drawn).find((key) => key.endsWith('labels')) ?? name,
      from_name: name,
      original_width,
      original_height,
      image_rotation,
      value: drawn,
    }),
  );
}

/** The members whose texts recur, and name no file. */
function recurring(list: readonly Item[]): ReadonlySet<string> {
  const texts = new Map<string, string[]>();
  for (const item of list)
    for (const [name, value] of Object.entries(item))
      if (typeof value === 'string' && !ofLabelStudio.has(name))
        if (texts.get(name)?.push(value) === undefined) texts.set(name, [value]);
  const isChoice = (values: readonly string[]) =>
    new Set(values).size < values.length &&
    !values.some((value) => isPictureName(value) || value.includes('/'));
  return new Set([...texts].flatMap(([name, values]) => (isChoice(values) ? [name] : [])));
}
