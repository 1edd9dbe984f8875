import type { Sample } from '../../domain/dataset/dataset.ts';
import { rasterMediaType, type ImageRef, type StoredMediaType } from '../../domain/dataset/truth.ts';
import type { BlobHash } from '../../domain/ids.ts';
import { canonicalJson } from '../../domain/plan/identity.ts';
import { baseName, extensionOf, withoutExtension } from '../container/path.ts';
import { isPictureName } from '../names.ts';

/** A picture that is to be written. */
export interface PictureFile {
  /** In the archive: `images/chest-001.png`. */
  readonly path: string;
  readonly image: ImageRef;
  /** Of the first case that has it, to say what is missing. */
  readonly caseName: string;
}

const longestName = 80;

/**
 * The names under which pictures are exported: after their case, so that a person finds them, and each once, however
 * many cases show it in the same way.
 */
export class PictureFiles {
  readonly #asShown: boolean;
  readonly #byPicture = new Map<string, PictureFile>();
  readonly #taken = new Set<string>();

  /** @param asShown rasters are written as the picture that is shown, not as their values. */
  constructor(asShown: boolean) {
    this.#asShown = asShown;
  }

  pathOf(sample: Sample, image: ImageRef, index: number): string {
    const key = keyOf(image);
    const known = this.#byPicture.get(key);
    if (known !== undefined) return known.path;
    const path = this.#free(plainName(sample.name), index, this.#ending(image.mediaType));
    this.#byPicture.set(key, { path, image, caseName: sample.name });
    return path;
  }

  all(): readonly PictureFile[] {
    return [...this.#byPicture.values()];
  }

  #ending(mediaType: StoredMediaType): string {
    return mediaType === rasterMediaType && this.#asShown ? endings['image/png'] : endings[mediaType];
  }

  /** Letters of either case are one: so they are in most folders. */
  #free(name: string, index: number, ending: string): string {
    const base = index === 0 ? name : `${name}_${index + 1}`;
    for (let n = 1; ; n += 1) {
      const path = `images/${base}${n === 1 ? '' : `-${n}`}.${ending}`;
      const folded = path.toLowerCase();
      if (this.#taken.has(folded)) continue;
      this.#taken.add(folded);
      return path;
    }
  }
}

const endings: Readonly<Record<StoredMediaType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  [rasterMediaType]: 'rrr',
};

/** The same values seen through another window are another file. */
const keyOf = ({ blob, raster }: ImageRef): BlobHash | string =>
  raster === undefined ? blob : `${blob} ${canonicalJson(raster)}`;

/** Of a case's name, what every file system takes. */
function plainName(name: string): string {
  const last = baseName(name);
  const base = isPictureName(last) && extensionOf(last) !== '' ? withoutExtension(last) : last;
  const plain = base
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_ -]+/gu, '_')
    .slice(0, longestName)
    .trim();
  return plain === '' ? 'case' : plain;
}
