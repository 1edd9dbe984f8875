import type { Shape } from '../../reader/drawing.ts';
import { refusal, type Refusal } from '../../refusal.ts';
import { keptLabel } from '../identity/attributes.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';
import type { ImagePlane } from './image-plane.ts';
import type { KnownImage } from './segmentation.ts';

/** What a set of contours draws on one image, named by its SOP Instance UID: in memory only, while files are imported. */
export interface ContouredImage {
  readonly instance: string;
  readonly shapes: readonly Shape[];
}

export interface Contours {
  readonly kind: 'contours';
  readonly images: readonly ContouredImage[];
  /** Images that it names and that are not among the known. */
  readonly absent: number;
  /** What was left aside, in words, with how often. */
  readonly notes: ReadonlyMap<string, number>;
}

/** Millimetres: contours are drawn on the image's plane, and written with some decimals. */
const mostAside = 1;

const otherKinds = 'Left aside: # of the contours, which enclose no area (points and open lines).';
const nameless = 'Left aside: # of the contours, which name no image.';
const placeless =
  'Left aside: # of the contours, whose images do not say where they lie in the patient or how large their pixels are.';

/**
 * The closed contours of a radiotherapy structure set (PS3.3 C.8.8.5, C.8.8.6) on the images that they name, each structure an area
 * of its name. They are given in millimetres in the patient, and the image's position, orientation and pixel spacing
 * say which pixels that is. Of a structure, a contour inside another is a hole, as planning systems mean it. `isFree`: what
 * free text may be kept. Refused where it names none of `known`, or one that lies elsewhere in the patient.
 */
export function contoursOf(
  data: DataSet,
  known: ReadonlyMap<string, KnownImage>,
  isFree: (text: string) => boolean,
): Contours | Refusal {
  const names = namesOf(data, isFree);
  const notes = new Map<string, number>();
  const note = (text: string) => notes.set(text, (notes.get(text) ?? 0) + 1);
  const absent = new Set<string>();
  const images = new Map<string, Map<DataSet, Structure>>();
  for (const roi of data.items(tags.ROIContourSequence)) {
    const number = roi.decimal(tags.ReferencedROINumber) ?? 0;
    const label = names.get(number) ?? `structure ${number}`;
    for (const contour of roi.items(tags.ContourSequence)) {
      if (!/^CLOSED_?PLANAR/.test(contour.text(tags.ContourGeometricType) ?? '')) {
        note(otherKinds);
        continue;
      }
      const instance = contour.items(tags.ContourImageSequence).at(0)?.text(tags.ReferencedSOPInstanceUID);
      const image = instance === undefined ? undefined : known.get(instance);
      if (instance === undefined) note(nameless);
      else if (image === undefined) absent.add(instance);
      else if (image.plane?.spacing === undefined) note(placeless);
      else {
        const polygon = onImage(contour.decimals(tags.ContourData), image.plane, image.plane.spacing);
        if (polygon === null) return elsewhere;
        if (polygon.length < 6) {
          note(otherKinds);
          continue;
        }
        const own = images.get(instance) ?? new Map<DataSet, Structure>();
        images.set(instance, own);
        const structure = own.get(roi) ?? { label, contours: [] };
        own.set(roi, structure);
        structure.contours.push(polygon);
      }
    }
  }
  if (images.size === 0) return nothingHere(absent.size, [...notes]);
  return {
    kind: 'contours',
    images: [...images].map(([instance, own]) => ({ instance, shapes: [...own.values()].map(areaOf) })),
    absent: absent.size,
    notes,
  };
}

/** What is drawn of one structure on one image. */
interface Structure {
  readonly label: string;
  readonly contours: number[][];
}

const elsewhere = refusal(
  'its contours lie elsewhere in the patient than the images that they name',
  'Save it once more from the program that drew it, together with its images.',
);

function nothingHere(absent: number, [note]: readonly (readonly [string, number])[]): Refusal {
  if (absent === 0)
    return refusal(
      `it is a set of radiotherapy contours (RTSTRUCT) in which nothing is drawn on an image in a way that is read${note === undefined ? '' : ` (${note[0].replace('#', String(note[1])).replace(/^Left/, 'left').replace(/\.$/, '')})`}`,
      'Save its contours as a DICOM segmentation (SEG) and import that with the images.',
    );
  return refusal(
    `it is a set of radiotherapy contours (RTSTRUCT), and ${absent === 1 ? 'the image that it was drawn on is not' : `none of the ${absent} images that it was drawn on is`} here`,
    'Import it together with the images that it was drawn on.',
  );
}

function namesOf(data: DataSet, isFree: (text: string) => boolean): ReadonlyMap<number, string> {
  return new Map(
    [...data.items(tags.StructureSetROISequence)].flatMap((roi): [number, string][] => {
      const number = roi.decimal(tags.ROINumber);
      const name = keptLabel(roi.text(tags.ROIName), isFree);
      return number === undefined || name === undefined ? [] : [[number, name]];
    }),
  );
}

/**
 * Points in millimetres in the patient as pixels, counted from the upper left corner of the first, whose middle is at the
 * image's position (PS3.3 C.7.6.2.1.1). Null where they do not lie on the image's plane.
 */
function onImage(
  millimetres: readonly number[],
  { orientation, position }: ImagePlane,
  [betweenRows, betweenColumns]: readonly [number, number],
): number[] | null {
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = orientation;
  const [px = 0, py = 0, pz = 0] = position;
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx] as const;
  const polygon: number[] = [];
  for (let at = 0; at + 2 < millimetres.length; at += 3) {
    const [x, y, z] = [
      (millimetres[at] ?? NaN) - px,
      (millimetres[at + 1] ?? NaN) - py,
      (millimetres[at + 2] ?? NaN) - pz,
    ];
    const aside = Math.abs(x * normal[0] + y * normal[1] + z * normal[2]);
    // What is no number is not near either.
    if (!(aside <= mostAside)) return null;
    polygon.push(
      (x * rx + y * ry + z * rz) / betweenColumns + 0.5,
      (x * cx + y * cy + z * cz) / betweenRows + 0.5,
    );
  }
  return polygon;
}

/**
 * All contours of a structure on an image as one polygon: each is gone round, and left and met again by the same way, so that
 * what is enclosed twice is outside.
 */
function areaOf({ label, contours }: Structure): Shape {
  const [first = []] = contours;
  const begin = first.slice(0, 2);
  const polygon =
    contours.length === 1
      ? [...first]
      : contours.flatMap((contour) => [...contour, ...contour.slice(0, 2), ...begin]);
  return { kind: 'area', label, polygons: [polygon], unit: 'pixels-source', at: label };
}
