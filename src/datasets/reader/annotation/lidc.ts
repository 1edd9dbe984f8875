import type { FileIndex } from '../file-index.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { insideOf, stepsAround } from './outline-inside.ts';
import { child, childrenOf, numberAt, textAt, type XmlElement } from './xml.ts';

/** Pixels around a nodule: the largest of the set has some hundreds. */
const mostSteps = 20_000;
const nodule = 'nodule';
/** Of nodules below 3 mm, readers marked the middle alone. */
const smallNodule = 'nodule below 3 mm';

/**
 * LIDC-IDRI: an XML file a CT, in which up to four readers drew nodules slice by slice, each slice named by its SOP Instance UID. What every reader
 * drew is kept, each outline as a mask of its own. An outline runs through the first pixels outside of the nodule: the
 * mask is of those inside.
 * See https://wiki.cancerimagingarchive.net/display/Public/LIDC-IDRI.
 */
export const lidc: AnnotationFormat<XmlElement> = {
  name: 'LIDC',
  fits: (root) => root.name === 'LidcReadMessage' && child(root, 'readingSession') !== undefined,
  read(root, { path }, files) {
    const gathering = new Gathering(path, files);
    const slices = new Map<string, Slice>();
    for (const [reader, session] of childrenOf(root, 'readingSession').entries())
      for (const [number, found] of childrenOf(session, 'unblindedReadNodule').entries())
        for (const [at, roi] of childrenOf(found, 'roi').entries())
          addRoi(roi, reader, `reader ${reader + 1}, nodule ${number + 1}, roi ${at + 1}`, slices, gathering);
    const images = imagesOf(files);
    let several = 0;
    for (const [instance, { z, shapes, readers }] of slices) {
      const picture = images.get(instance);
      if (picture === undefined) {
        gathering.absent(`the slice at ${z} mm`);
        continue;
      }
      if (readers.size > 1) several += 1;
      gathering.add({
        name: picture,
        images: [{ path: picture }],
        truth: { masks: [] },
        drawings: [{ file: path, shapes }],
      });
    }
    gathering.note(
      '# slices have nodules drawn by several readers: what each of them drew is kept, as a mask of its own.',
      several,
    );
    return gathering.finish();
  },
};

interface Slice {
  readonly z: string;
  readonly shapes: Shape[];
  readonly readers: Set<number>;
}

function addRoi(
  roi: XmlElement,
  reader: number,
  at: string,
  slices: Map<string, Slice>,
  gathering: Gathering,
): void {
  const instance = textAt(roi, 'imageSOP_UID');
  const points = childrenOf(roi, 'edgeMap').map(
    (edge) => [numberAt(edge, 'xCoord'), numberAt(edge, 'yCoord')] as const,
  );
  const [first] = points;
  if (instance === '' || first === undefined || !points.flat().every(isCoordinate)) {
    gathering.refuse(
      at,
      'it names no slice, or its points are no pixels',
      'Correct it, or download the file again.',
    );
    return;
  }
  if (/^false$/i.test(textAt(roi, 'inclusion'))) {
    gathering.note('# outlines that cut a hole out of a nodule are left out: the hole counts as nodule.');
    return;
  }
  const slice = slices.get(instance) ?? { z: textAt(roi, 'imageZposition'), shapes: [], readers: new Set() };
  if (stepsAround(points) > mostSteps) {
    gathering.refuse(at, 'its outline is longer than any on a slice', 'Download the file again.');
    return;
  }
  if (points.length === 1) {
    const [x, y] = first;
    slice.shapes.push({
      kind: 'point',
      label: smallNodule,
      x: x + 0.5,
      y: y + 0.5,
      unit: 'pixels-source',
      at,
    });
  } else {
    const polygons = insideOf(points);
    if (polygons.length === 0) {
      gathering.note('# outlines with no pixel inside are left out.');
      return;
    }
    slice.shapes.push({ kind: 'area', label: nodule, polygons, unit: 'pixels-source', at });
  }
  slice.readers.add(reader);
  slices.set(instance, slice);
}

/** Of a slice, whose sides are of some hundred pixels. */
const isCoordinate = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 8192;

const known = new WeakMap<FileIndex, ReadonlyMap<string, string>>();
/** Paths of DICOM images by their SOP Instance UID. */
function imagesOf(files: FileIndex): ReadonlyMap<string, string> {
  const images =
    known.get(files) ??
    new Map(
      [...files.dicom.values()].flatMap(({ kind, instance, path }) =>
        kind === 'image' && instance !== undefined ? [[instance, path] as const] : [],
      ),
    );
  known.set(files, images);
  return images;
}
