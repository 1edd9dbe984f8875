import { baseName, folderOf, withoutExtension } from '../../container/path.ts';

/** A label map with the volumes that it was drawn on; without any where none of them is here. */
export interface Pairing {
  readonly labelMap: string;
  /** In the order of their paths. */
  readonly images: readonly string[];
  /** What its name says that it shows, where it is one of several for the same volume (`segmentations/liver.nii.gz`). */
  readonly part: string | null;
}

/** Folders whose names say that label maps lie in them: `labelsTr`, `segmentations` ... */
const labelFolder =
  /^(?:.*[-_ ])?(?:labels?|masks?|segs?|segmentations?|ground[-_ ]?truth|gt|annotations?|parcellations?)[-_ ]?(tr|ts|va|train|test|val)?$/i;
/** Folders whose names only say that volumes lie in them. */
const imageFolder = /^(?:images?|imgs?|volumes?|scans?|data|raw)[-_ ]?(tr|ts|va|train|test|val)?$/i;
const labelWord =
  '(?:segmentations?|dseg|aseg|aparc\\+aseg|segs?|masks?|labels?|gt|ground[-_]?truth|parcellation)';
const labelAtEnd = new RegExp(`(?:^|[-_. ])${labelWord}$`, 'i');
const labelAtStart = new RegExp(`^${labelWord}[-_. ]+(?=[\\w])`, 'i');
const imageWord =
  /^(?:imaging|image|img|volume|vol|scan)(?:[-_. ]+(?=\w)|$)|(?:^|[-_. ])(?:imaging|image|img|volume|scan)$/i;
/** nnU-Net's number of the channel. */
const channel = /_\d{4}$/;
/** A label map that speaks for itself alone belongs to no more volumes than a study has series. */
const mostSeries = 12;

/** Whether the path says that the volume is a label map. */
export function isLabelMapPath(path: string): boolean {
  const name = withoutExtension(baseName(path));
  return (
    labelAtEnd.test(name) ||
    labelAtStart.test(name) ||
    folders(path).some((folder) => labelFolder.test(folder))
  );
}

/**
 * Finds the volumes of each label map by their paths: in the same folder or in folders beside one another (`imagesTr`, `labelsTr`), of
 * the same name but for words that say what they are (`a_seg`, `segmentation-1` and `volume-1`), with a channel's number (`a_0000`), or
 * a longer name (`a_t1`, `a_flair`).
 */
export function pairLabelMaps(labelMaps: readonly string[], images: readonly string[]): readonly Pairing[] {
  const byPlace = new Map(
    [...Map.groupBy(images, placeOf)].map(([place, paths]) => [place, new Place(paths)]),
  );
  const nowhere = new Place([]);
  const besideOf = (labelMap: string): readonly string[] => byPlace.get(placeOf(labelMap))?.images ?? [];
  const named = new Map(
    labelMaps.map((labelMap) => [labelMap, (byPlace.get(placeOf(labelMap)) ?? nowhere).namedAlike(labelMap)]),
  );
  const foldersOfNames = new Set(
    [...named].flatMap(([labelMap, found]) => (found.length > 0 ? [folderOf(labelMap)] : [])),
  );
  return [...named].map(([labelMap, found]): Pairing => {
    if (found.length > 0) return { labelMap, images: found, part: null };
    // One volume, and the label maps of its parts in a folder of their own inside its folder.
    const [only, ...more] = besideOf(labelMap);
    const isPart =
      only !== undefined &&
      more.length === 0 &&
      !foldersOfNames.has(folderOf(labelMap)) &&
      `/${folderOf(labelMap)}`.startsWith(`${folderOf(only) === '' ? '' : '/'}${folderOf(only)}/`);
    return isPart
      ? { labelMap, images: [only], part: baseOf(labelMap).replaceAll('_', ' ') }
      : { labelMap, images: [], part: null };
  });
}

/** The volumes that lie in one place, by their names. */
class Place {
  readonly images: readonly string[];
  readonly #bases: readonly string[];
  /** By the whole name, and by that without a channel's number. */
  readonly #byName: ReadonlyMap<string, readonly string[]>;

  constructor(images: readonly string[]) {
    this.images = images;
    this.#bases = images.map(baseOf);
    const byName = new Map<string, string[]>();
    images.forEach((image, at) => {
      const base = this.#bases[at] ?? '';
      for (const name of new Set([base, base.replace(channel, '')]))
        if (byName.get(name)?.push(image) === undefined) byName.set(name, [image]);
    });
    this.#byName = byName;
  }

  namedAlike(labelMap: string): readonly string[] {
    const base = baseOf(labelMap);
    const same = this.#byName.get(base) ?? [];
    if (same.length > 0) return same;
    if (base === '') return this.images.length <= mostSeries ? this.images : [];
    return this.images.filter((_, at) => {
      const name = this.#bases[at] ?? '';
      return name.startsWith(base) && /[-_. ]/.test(name.charAt(base.length));
    });
  }
}

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

/** Where a path lies, without the folders that say whether it is an image or a label map, with the split that they name. */
function placeOf(path: string): string {
  const parts = folders(path).map((folder) => {
    const found = labelFolder.exec(folder) ?? imageFolder.exec(folder);
    return found === null ? folder : (found[1]?.toLowerCase() ?? '');
  });
  return parts.filter((part) => part !== '').join('/');
}

function baseOf(path: string): string {
  const name = withoutExtension(baseName(path));
  const bare = isLabelMapPath(path) ? name.replace(labelAtEnd, '').replace(labelAtStart, '') : name;
  return bare.replace(imageWord, '').toLowerCase();
}
