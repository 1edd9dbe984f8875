import type { SegmentArea } from '../../mask/rule.ts';
import { refusal, type Refusal } from '../../refusal.ts';
import { keptLabel } from '../identity/attributes.ts';
import { macroOf } from '../meaning/functional-groups.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';
import type { ImagePlane } from './image-plane.ts';
import { isSamePlane, planeOf } from './image-plane.ts';

/** What a segmentation draws on one image, named by its SOP Instance UID: in memory only, while files are imported. */
export interface SegmentedImage {
  readonly instance: string;
  readonly areas: readonly SegmentArea[];
}

/** An image that a segmentation may refer to. */
export interface KnownImage {
  readonly instance: string;
  /** Where it lies in the patient, of an image of one frame. */
  readonly plane?: ImagePlane;
}

/** More frames than this are no segmentation of one study. */
const mostFrames = 100_000;

/**
 * What a DICOM segmentation (PS3.3 A.51, and label maps, A.83) draws on which frame of which image, by the source images that each of
 * its frames names. `isFree`: what free text may be kept. Refused where it names no image, or none of `known`, or one that lies
 * otherwise in the patient.
 */
export function segmentationOf(
  data: DataSet,
  known: ReadonlyMap<string, KnownImage>,
  isFree: (text: string) => boolean,
):
  | { readonly kind: 'segmentation'; readonly images: readonly SegmentedImage[]; readonly absent: number }
  | Refusal {
  const labels = labelsOf(data, isFree);
  const isLabelMap = data.text(tags.SegmentationType) === 'LABELMAP';
  const frames = Math.min(mostFrames, data.decimal(tags.NumberOfFrames) ?? 1);
  const areas = new Map<string, SegmentArea[]>();
  const absent = new Set<string>();
  for (let at = 0; at < frames; at += 1) {
    const number = macroOf(data, at, tags.SegmentIdentificationSequence, [
      tags.ReferencedSegmentNumber,
    ])?.short(tags.ReferencedSegmentNumber);
    for (const source of sourcesOf(data, at)) {
      const instance = source.text(tags.ReferencedSOPInstanceUID) ?? '';
      const image = known.get(instance);
      if (image === undefined) {
        absent.add(instance);
        continue;
      }
      if (image.plane !== undefined && !isSamePlane(planeOfFrame(data, at), image.plane))
        return refusal(
          'it lies otherwise in the patient than the image that it says it was drawn on',
          'Resample the segmentation to the image, and save it once more.',
        );
      const own = areas.get(instance) ?? [];
      areas.set(instance, own);
      const on = source.decimals(tags.ReferencedFrameNumber).filter((frame) => frame >= 1);
      for (const frame of on.length === 0 ? [1] : on)
        own.push(...areasOf(at, frame - 1, isLabelMap ? null : (number ?? 1), labels));
    }
  }
  if (areas.size === 0) return noImage(absent.size);
  return {
    kind: 'segmentation',
    images: [...areas].map(([instance, own]) => ({ instance, areas: own })),
    absent: absent.size,
  };
}

function noImage(absent: number): Refusal {
  if (absent === 0)
    return refusal(
      'it is a segmentation (SEG) whose frames do not name the images that they were drawn on',
      'Save it once more from a program that writes the source images of each frame (Derivation Image Sequence).',
    );
  return refusal(
    `it is a segmentation (SEG), and ${absent === 1 ? 'the image that it was drawn on is not' : `none of the ${absent} images that it was drawn on is`} here`,
    'Import it together with the images that it was drawn on.',
  );
}

/** Of a frame, or of all of them. */
function sourcesOf(data: DataSet, at: number): readonly DataSet[] {
  const groups = [
    data.items(tags.PerFrameFunctionalGroupsSequence).at(at),
    data.items(tags.SharedFunctionalGroupsSequence).at(0),
  ];
  for (const group of groups) {
    const sources = [...(group?.items(tags.DerivationImageSequence) ?? [])].flatMap((item) => [
      ...item.items(tags.SourceImageSequence),
    ]);
    if (sources.length > 0) return sources;
  }
  return [];
}

function planeOfFrame(data: DataSet, at: number): ImagePlane | undefined {
  return planeOf(
    macroOf(data, at, tags.PlaneOrientationSequence, [tags.ImageOrientationPatient]),
    macroOf(data, at, tags.PlanePositionSequence, [tags.ImagePositionPatient]),
  );
}

/** `segment`: the one that the frame shows, or null where its values number them. */
function areasOf(
  at: number,
  on: number,
  segment: number | null,
  labels: ReadonlyMap<number, string>,
): SegmentArea[] {
  if (segment !== null) return [{ at, on, label: labels.get(segment) ?? `segment ${segment}`, value: null }];
  return [...labels].filter(([value]) => value !== 0).map(([value, label]) => ({ at, on, label, value }));
}

/** By the label that a person gave, or the code of what it shows. Two of the same name are one label. */
function labelsOf(data: DataSet, isFree: (text: string) => boolean): ReadonlyMap<number, string> {
  return new Map(
    [...data.items(tags.SegmentSequence)].flatMap((segment, at): [number, string][] => {
      const number = segment.short(tags.SegmentNumber) ?? at + 1;
      const said = [
        segment.text(tags.SegmentLabel),
        segment.items(tags.SegmentedPropertyTypeCodeSequence).at(0)?.text(tags.CodeMeaning),
      ];
      const [label = `segment ${number}`] = said.flatMap((text) => keptLabel(text, isFree) ?? []);
      return [[number, label]];
    }),
  );
}
