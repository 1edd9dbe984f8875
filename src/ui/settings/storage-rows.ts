import type { StorageParts } from '../../domain/storage-parts.ts';
import { addressOf, segment } from '../kit/address.ts';
import { formatBytes, formatCount } from '../kit/format.ts';
import type { StoragePart } from './services.ts';

/** What is asked before a part is deleted, and what is lost with it. */
export interface PartQuestion {
  readonly title: string;
  readonly lost: string;
  readonly part: StoragePart;
}

/** A part that is stored, as the page lists it. */
export interface PartRow {
  readonly key: string;
  readonly name: string;
  /** Where it can be looked at. */
  readonly href: string | null;
  readonly what: string;
  readonly bytes: number;
  /** Measured as text, not as it lies on the disk. */
  readonly about: boolean;
  /** The question before it is deleted, with what is lost; null: it cannot be deleted here. */
  readonly clear: PartQuestion | null;
}

interface PartGroup {
  readonly title: string;
  readonly rows: readonly PartRow[];
  readonly empty: string;
}

/** Every part under its head, the largest first. */
export function rowsOf(parts: StorageParts): readonly PartGroup[] {
  const largestFirst = (rows: readonly PartRow[]) => [...rows].sort((a, b) => b.bytes - a.bytes);
  return [
    { title: 'Data sets', rows: largestFirst(datasetRows(parts)), empty: 'No data set is stored.' },
    { title: 'Runs', rows: largestFirst(runRows(parts)), empty: 'No run is stored.' },
    {
      title: 'App and models',
      rows: largestFirst(cacheRows(parts)),
      empty: 'Nothing is kept for use offline.',
    },
    { title: 'Other', rows: otherRows(parts), empty: 'Nothing else is stored.' },
  ];
}

export const totalOf = (parts: StorageParts): number =>
  rowsOf(parts)
    .flatMap(({ rows }) => rows)
    .reduce((sum, { bytes }) => sum + bytes, 0);

const datasetRows = ({ datasets }: StorageParts): readonly PartRow[] =>
  datasets.map(({ id, name, cases, pictureBytes, caseBytes }) => ({
    key: id,
    name,
    href: addressOf(`/datasets/${segment(id)}`),
    what: `${formatCount(cases, 'case')}: pictures ${formatBytes(pictureBytes)}, truth and texts about ${formatBytes(caseBytes)}`,
    bytes: pictureBytes + caseBytes,
    about: true,
    clear: {
      title: `Delete “${name}”?`,
      lost: `${formatCount(cases, 'case')} with their truth and the pictures that no other data set uses. Results of runs on them can no longer be computed. You can undo it for half a minute.`,
      part: { kind: 'dataset', id },
    },
  }));

const runRows = ({ runs }: StorageParts): readonly PartRow[] =>
  runs.map(({ id, name, trials, bytes }) => ({
    key: id,
    name,
    href: addressOf(`/runs/${segment(id)}`),
    what: `${formatCount(trials, 'answer or failure', 'answers and failures')}, as they came`,
    bytes,
    about: true,
    clear: {
      title: `Delete the run “${name}”?`,
      lost: `${formatCount(trials, 'answer or failure', 'answers and failures')} and every result computed from them are gone at once, and cannot be brought back. Export its results first if you want to keep them.`,
      part: { kind: 'run', id },
    },
  }));

const cacheRows = ({ caches }: StorageParts): readonly PartRow[] =>
  caches.map(({ name, count, bytes, isApp }) => ({
    key: name,
    name: isApp ? 'The app, its network and sample data, for use offline' : `Fetched models: ${name}`,
    href: null,
    what: `${formatCount(count, 'file')}${isApp ? '; fetched again at the next visit, so not deleted here' : ''}`,
    bytes,
    about: false,
    clear: isApp
      ? null
      : {
          title: `Delete the fetched models “${name}”?`,
          lost: `${formatCount(count, 'file')}, ${formatBytes(bytes)}. They are fetched again from the network when they are next used.`,
          part: { kind: 'cache', name },
        },
  }));

function otherRows({
  leaving,
  unused,
  derived,
  mappings,
  ledger,
  unpacked,
}: StorageParts): readonly PartRow[] {
  const rows: readonly (PartRow & { readonly count: number })[] = [
    {
      key: 'leaving',
      count: leaving.count,
      name: 'Deleted, and can still be brought back',
      href: null,
      what: `${formatCount(leaving.count, 'case')}, gone for good after half a minute`,
      bytes: leaving.bytes,
      about: false,
      clear: null,
    },
    {
      key: 'unused',
      count: unused.count,
      name: 'Pictures that no case uses',
      href: null,
      what: formatCount(unused.count, 'picture'),
      bytes: unused.bytes,
      about: false,
      clear: {
        title: 'Delete pictures that no case uses?',
        lost: `${formatCount(unused.count, 'picture')}, ${formatBytes(unused.bytes)}. No case, run or result shows them.`,
        part: { kind: 'unused' },
      },
    },
    {
      key: 'derived',
      count: derived.count,
      name: 'Digests and looks',
      href: null,
      what: 'made of the cases, for filters, statistics and near duplicates',
      bytes: derived.bytes,
      about: true,
      clear: {
        title: 'Delete digests and looks?',
        lost: 'Nothing is lost: they are made again from the cases when they are next needed, which takes a while for large data sets.',
        part: { kind: 'derived' },
      },
    },
    {
      key: 'mappings',
      count: mappings.count,
      name: 'Mappings of tables',
      href: addressOf('/settings/mappings'),
      what: formatCount(mappings.count, 'mapping that you kept', 'mappings that you kept'),
      bytes: mappings.bytes,
      about: true,
      clear: {
        title: 'Delete all mappings of tables?',
        lost: `${formatCount(mappings.count, 'mapping')} of what columns mean. Data sets that were imported by them stay as they are. They cannot be brought back: download those that you want to keep first.`,
        part: { kind: 'mappings' },
      },
    },
    {
      key: 'ledger',
      count: ledger.count,
      name: 'What this page sent',
      href: '#/settings',
      what: formatCount(ledger.count, 'request'),
      bytes: ledger.bytes,
      about: true,
      clear: {
        title: 'Delete the list of what this page sent?',
        lost: `${formatCount(ledger.count, 'request')}: when, to whom, and how many bytes. It cannot be brought back.`,
        part: { kind: 'ledger' },
      },
    },
    {
      key: 'unpacked',
      count: unpacked.count,
      name: 'Unpacked archives',
      href: null,
      what: `${formatCount(unpacked.count, 'file')} of imports, taken away when they end`,
      bytes: unpacked.bytes,
      about: false,
      clear: {
        title: 'Delete unpacked archives?',
        lost: 'Files that an import has unpacked and not yet read are kept; the others go. Nothing that is stored in a data set is lost.',
        part: { kind: 'unpacked' },
      },
    },
  ];
  return rows.filter(({ count }) => count > 0);
}
