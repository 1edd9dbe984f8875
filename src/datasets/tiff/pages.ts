import { refusal, type Refusal } from '../refusal.ts';
import { isTiff, readTiffDirectories } from './directory.ts';
import { damaged, isAside, readPage, type Page } from './page.ts';
import { bytesOfPage, readSamples, type PageSamples } from './samples.ts';

/** Whatever the file's size, this much may be unpacked; of large files eight times their size, up to `mostBytes`. */
const smallBytes = 256 * 1024 ** 2;
const mostBytes = 1024 ** 3;

export interface TiffPages {
  readonly kind: 'pages';
  /** All of the size and kind of the first. */
  readonly pages: readonly { readonly page: Page; readonly samples: PageSamples }[];
  /** Pages that are the others made smaller, or their masks. */
  readonly aside: number;
  /** Pages of another size or kind than the first. */
  readonly others: number;
}

/** Reads the pages of a TIFF, up to `most` of them. Never throws for what is in the bytes. */
export async function readTiffPages(
  bytes: Uint8Array<ArrayBuffer>,
  most = Infinity,
): Promise<TiffPages | Refusal> {
  if (!isTiff(bytes)) return refusal('it is no TIFF', 'Save it as TIFF or PNG.');
  try {
    const { littleEndian, pages: directories } = readTiffDirectories(bytes);
    const whole = directories.filter((directory) => !isAside(directory));
    const meant = whole.length === 0 ? directories : whole;
    const pages: { page: Page; samples: PageSamples }[] = [];
    let others = 0;
    let room = Math.min(mostBytes, Math.max(smallBytes, 8 * bytes.length));
    for (const [at, directory] of meant.entries()) {
      if (pages.length >= most) break;
      const page = readPage(directory, bytes.length);
      if (page.kind === 'refused') return at === 0 ? page : ofPage(at, page);
      if (pages[0] !== undefined && !isAlike(pages[0].page, page)) {
        others += 1;
        continue;
      }
      room -= bytesOfPage(page);
      if (room < 0) return tooLarge(page, meant.length);
      try {
        pages.push({ page, samples: await readSamples(bytes, littleEndian, page) });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return at === 0 ? damaged(error.message) : ofPage(at, damaged(error.message));
      }
    }
    return { kind: 'pages', pages, aside: directories.length - meant.length, others };
  } catch (error) {
    if (error instanceof RangeError) return damaged(error.message);
    throw error;
  }
}

const isAlike = (a: Page, b: Page): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.channels === b.channels &&
  a.bits === b.bits &&
  a.samples === b.samples &&
  a.photometric === b.photometric &&
  a.orientation === b.orientation;

const ofPage = (at: number, { reason, remedy }: Refusal): Refusal =>
  refusal(`page ${at + 1}: ${reason}`, remedy);

const tooLarge = ({ width, height }: Page, pages: number): Refusal =>
  refusal(
    `it says that it has ${pages === 1 ? '' : `${pages} pages of `}${width} x ${height} pixels, which do not fit into memory or not into such a file`,
    'Save the part that you mean, or a smaller version.',
  );
