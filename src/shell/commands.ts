import type { Core } from './core.ts';

export interface Command {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
}

const pages: readonly Command[] = [
  { name: 'New run', kind: 'action', path: '/runs/new' },
  { name: 'Add images', kind: 'action', path: '/datasets/import' },
  { name: 'Connect a model', kind: 'action', path: '/models/connect' },
  { name: 'Start page', kind: 'page', path: '/' },
  { name: 'Datasets', kind: 'page', path: '/datasets' },
  { name: 'Known data sets', kind: 'page', path: '/datasets/known' },
  { name: 'Models', kind: 'page', path: '/models' },
  { name: 'Runs', kind: 'page', path: '/runs' },
  { name: 'Results', kind: 'page', path: '/results' },
  { name: 'Settings', kind: 'page', path: '/settings' },
  { name: 'Mappings of tables', kind: 'page', path: '/settings/mappings' },
  { name: 'Storage', kind: 'page', path: '/settings/storage' },
];

/** Everywhere that one can go now. */
export async function commandsOf({ datasets, models, runs }: Core): Promise<Command[]> {
  const [sets, profiles, list] = await Promise.all([datasets.list(), models.list(), runs.list()]);
  const path = (stage: string, id: string) => `/${stage}/${encodeURIComponent(id)}`;
  return [
    ...pages,
    ...sets.map(({ id, name }) => ({ name, kind: 'data set', path: path('datasets', id) })),
    ...profiles.map(({ id, name }) => ({ name, kind: 'model', path: path('models', id) })),
    ...list.map(({ id, name }) => ({ name, kind: 'results', path: path('results', id) })),
    ...list.map(({ id, name }) => ({ name, kind: 'run', path: path('runs', id) })),
  ];
}

/** Commands in which every word of the query occurs, in their order. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ name, kind }) =>
    words.every((word) => `${name} ${kind}`.toLowerCase().includes(word)),
  );
}
