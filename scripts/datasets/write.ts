import { roster, type Collection, type DrawnCase, type Recipe } from './collection.ts';
import { encodePng } from './png.ts';

/** The files of one collection, by path inside its folder. */
type Files = ReadonlyMap<string, Uint8Array>;

const imagePath = (name: string) => `images/${name}.png`;

/** One case as `dataset.json` lists it. */
export function writtenSample(recipe: Recipe, drawn: DrawnCase) {
  const { text, truth, pixelSpacing } = drawn;
  return {
    name: recipe.name,
    images:
      drawn.picture === undefined
        ? []
        : [{ file: imagePath(recipe.name), ...(pixelSpacing === undefined ? {} : { pixelSpacing }) }],
    ...(text === undefined ? {} : { text }),
    split: recipe.split,
    group: recipe.group,
    attributes: { ...recipe.attributes, ...drawn.attributes },
    truth,
  };
}

/** Draws a whole collection. The same bytes each time. */
export function collectionFiles(collection: Collection): Files {
  const files = new Map<string, Uint8Array>();
  const samples = roster(collection).map((recipe) => {
    const drawn = collection.draw(recipe);
    if (drawn.picture !== undefined) files.set(imagePath(recipe.name), encodePng(drawn.picture));
    return writtenSample(recipe, drawn);
  });
  const { name, description, specialty, modality, labels, notes } = collection.header;
  const head = {
    format: 'reading-room/dataset',
    version: 1,
    name,
    description,
    synthetic: true,
    specialty,
    modality,
    license: 'Apache-2.0',
    source: 'Drawn by scripts/datasets of Reading Room; see docs/datasets.md.',
    labels,
    notes,
  };
  files.set('dataset.json', new TextEncoder().encode(manifest(head, samples)));
  return files;
}

/** One line a case: small, and a change shows in a diff as the cases that it touches. */
function manifest(head: object, samples: readonly object[]): string {
  const top = JSON.stringify(head, null, 1).replace(/\n\}$/, '');
  return `${top},\n "samples": [\n${samples.map((sample) => `  ${JSON.stringify(sample)}`).join(',\n')}\n ]\n}\n`;
}

/** What `index.json` says of a collection. */
export function indexEntry(collection: Collection, files: Files) {
  const thumbnail = [...files.keys()].find((path) => path.startsWith('images/'));
  return {
    folder: collection.folder,
    name: collection.header.name,
    specialty: collection.header.specialty,
    tasks: collection.tasks,
    cases: collection.cases,
    bytes: [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    thumbnail: thumbnail === undefined ? null : `${collection.folder}/${thumbnail}`,
  };
}
