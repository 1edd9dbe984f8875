import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { baseName, extensionOf, folderOf, withoutExtension } from '../container/path.ts';
import { isPaperName } from '../names.ts';
import { refusedFile } from '../refusal.ts';

export interface UnreadDocuments {
  readonly refused: readonly RefusedFile[];
  readonly paths: readonly string[];
}

/**
 * Documents that are called after pictures (`bbox/100H0050.txt`, `AllXML/22678622.xml` of `22678622_….dcm`) and were not read: they may well say what
 * these show, and are told, those of one folder and ending in one line. `paths`: all of them.
 */
export function unreadBeside(documents: readonly string[], pictures: readonly string[]): UnreadDocuments {
  const names = new Set<string>();
  const beginnings = new Set<string>();
  for (const path of documents.length === 0 ? [] : pictures) {
    names.add(stemOf(path));
    for (const beginning of beginningsOf(stemOf(path))) beginnings.add(beginning);
  }
  const isAbout = (path: string): boolean => {
    const stem = stemOf(path);
    return (
      names.has(stem) || beginnings.has(stem) || beginningsOf(stem).some((beginning) => names.has(beginning))
    );
  };
  const about = documents.filter((path) => mayTell.has(extensionOf(path)) && isAbout(path));
  const refused = byFolder(about).map(({ first, others }) =>
    refusedFile(first, {
      reason:
        others === 0
          ? 'it is called after a picture, and what it says is not read'
          : `it and ${others.toLocaleString('en')} more like it are called after pictures, and what they say is not read`,
      remedy:
        'If it says what the picture shows, save that as a table (CSV, Excel) with the name of a picture in each row, or as COCO (JSON).',
    }),
  );
  return { refused, paths: about };
}

/** Documents beside cases of which nothing is known: any of them but papers may have been meant to tell. */
export function unreadAlone(documents: readonly string[]): UnreadDocuments {
  const about = documents.filter((path) => mayTell.has(extensionOf(path)) && !isPaperName(path));
  const refused = byFolder(about).map(({ first, others }) =>
    refusedFile(first, {
      reason:
        others === 0
          ? 'nothing in it is known to be about the pictures here'
          : `nothing in it and ${others.toLocaleString('en')} more like it is known to be about the pictures here`,
      remedy:
        'If it says what they show, save that as a table (CSV, Excel) with the name of a picture in each row, or as COCO (JSON).',
    }),
  );
  return { refused, paths: about };
}

/** Of each folder and ending the first, and how many more there are. */
const byFolder = (paths: readonly string[]): readonly { readonly first: string; readonly others: number }[] =>
  [...Map.groupBy(paths, (path) => `${folderOf(path)} ${extensionOf(path)}`).values()].flatMap(
    ([first, ...others]) => (first === undefined ? [] : [{ first, others: others.length }]),
  );

/** Documents in which programs write what pictures show. */
const mayTell: ReadonlySet<string> = new Set(['txt', 'json', 'xml']);

const stemOf = (path: string): string => withoutExtension(baseName(path)).normalize('NFC').toLowerCase();

/** Beginnings of a name up to a sign that is no letter or digit, of four characters at least: `7` begins many names by chance. */
const beginningsOf = (stem: string): string[] =>
  [...stem.matchAll(/[-_ .]/g)].map(({ index }) => stem.slice(0, index)).filter(({ length }) => length >= 4);
