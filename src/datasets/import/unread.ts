import { baseName, extensionOf } from '../container/path.ts';
import type { RefusedFile } from '../../domain/dataset/dataset.ts';

interface Unread {
  readonly endings: readonly string[];
  readonly reason: string;
  remedy(path: string): string;
}

/** Files that hold tables, annotations or whole data sets, in ways that are not read here: what they are, and what to do. */
const unread: readonly Unread[] = [
  {
    endings: ['ods', 'fods', 'xlsb', 'xls', 'numbers', 'gnumeric', 'slk', 'dif', 'dbf', 'sxc', 'et'],
    reason: 'it is a spreadsheet of a kind that is not read',
    remedy: () => 'Open it in a spreadsheet program and save it as XLSX or CSV.',
  },
  {
    endings: [
      'sav',
      'dta',
      'sas7bdat',
      'rds',
      'rdata',
      'feather',
      'arrow',
      'orc',
      'sqlite',
      'sqlite3',
      'db',
      'mdb',
      'accdb',
    ],
    reason: 'it is a table of a program for statistics or of a database, of a kind that is not read',
    remedy: () => 'Save it as CSV, Excel (XLSX) or Parquet with that program.',
  },
  {
    endings: ['pkl', 'pickle', 'joblib', 'pt', 'pth'],
    reason: 'it is a pickle of Python, which may run any program when it is opened: it is not opened here',
    remedy: (path) => {
      const name = baseName(path);
      const json = `${name.replace(/\.[^.]*$/, '')}.json`;
      return `If you trust it, save it as JSON: python -c "import json, pickle; json.dump(pickle.load(open('${name}', 'rb')), open('${json}', 'w'))"`;
    },
  },
  {
    endings: ['h5', 'hdf5', 'mat', 'npy', 'tfrecord', 'tfrecords', 'record', 'lmdb'],
    reason: 'it holds arrays of a kind that is not read',
    remedy: () => 'Save its pictures as PNG, with a table (CSV) of their labels.',
  },
  {
    endings: ['geojson', 'ndpa', 'svs', 'roi', 'mrxml', 'fcsv', 'manifest', 'tcia', 'vott'],
    reason: 'it is a file of annotations or a list of a kind that is not read',
    remedy: () => 'Export the annotations as COCO (JSON) or as a table (CSV).',
  },
];

/** Of a file by its ending; null for all others. */
export function unreadKind(path: string): Omit<RefusedFile, 'path'> | null {
  const ending = extensionOf(path);
  const kind = unread.find(({ endings }) => endings.includes(ending));
  return kind === undefined ? null : { reason: kind.reason, remedy: kind.remedy(path) };
}
