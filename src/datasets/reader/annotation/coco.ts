import { faultWords } from '../fault-words.ts';
import { z } from 'zod';
import type { LabelledBox, Region, RunLengthMask } from '../../../domain/dataset/truth.ts';
import { maskFromCounts } from '../../../domain/geometry/rle.ts';
import { splitOfFile } from '../../names.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { categoriesOf, type Categories, type Meaning } from './coco-categories.ts';
import {
  aboutSchema,
  annotationSchema,
  drawsSomething,
  imageSchema,
  ofImage,
  topSchema,
  withoutAnnotations,
  type Annotation,
  type Runs,
} from './coco-schema.ts';

/**
 * COCO: boxes, polygons, run-length masks in both forms, key points; one category an annotation, or several axes of them (DENTEX:
 * quadrant, enumeration and disease). See https://cocodataset.org/#format-data.
 */
export const coco: AnnotationFormat<unknown> = {
  name: 'COCO',
  fits: (value) => topSchema.safeParse(value).success || withoutAnnotations.safeParse(value).success,
  read(value, { path }, files) {
    const gathering = new Gathering(path, files);
    const top = topSchema.parse({ annotations: [], ...z.looseObject({}).parse(value) });
    const categories = categoriesOf(top, path);
    if ('reason' in categories) {
      gathering.refuse('', categories.reason, categories.remedy);
      return gathering.finish();
    }
    const pictures = picturesOf(top.images, gathering);
    const classifies = top.annotations.length > 0 && !top.annotations.some(drawsSomething);
    top.annotations.forEach((each, at) =>
      addAnnotation(each, at, pictures, categories, classifies, gathering),
    );
    const all = [...pictures.values()];
    const drawsBoxes = all.some(({ hasBox }) => hasBox);
    const drawsMasks = all.some(({ hasMask }) => hasMask);
    for (const picture of all) addPicture(picture, { path, drawsBoxes, drawsMasks, classifies }, gathering);
    for (const text of categories.notes) gathering.note(text);
    const { info, licenses } = aboutSchema.parse(value);
    const license = licenses?.length === 1 ? licenses[0]?.name : undefined;
    return gathering.finish(categories.labels, {
      ...(info?.description && { description: info.description }),
      ...(license !== undefined && { license }),
    });
  },
};

interface Picture {
  readonly name: string;
  readonly place: string;
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly shapes: Shape[];
  readonly regions: Region[];
  readonly labels: string[];
  readonly group: string | undefined;
  hasBox: boolean;
  hasMask: boolean;
  /** An annotation of it cannot be read: its truth would have a gap. */
  spoilt: boolean;
}

function picturesOf(images: readonly unknown[], gathering: Gathering): Map<string, Picture> {
  const pictures = new Map<string, Picture>();
  images.forEach((each, at) => {
    const image = imageSchema.safeParse(each);
    const place = `images[${at}]`;
    if (!image.success) {
      gathering.refuse(place, faultOf(image.error), 'Write its id and file_name.');
      return;
    }
    const { id: key, file_name: name, width, height, patient_id: patient } = image.data;
    if (pictures.has(String(key))) {
      gathering.refuse(
        place,
        `its id ${key} is that of another image too`,
        'Give each image an id of its own.',
      );
      return;
    }
    pictures.set(String(key), {
      name,
      place,
      size: width && height ? { width, height } : undefined,
      shapes: [],
      regions: [],
      labels: [],
      group: patient == null ? undefined : String(patient),
      hasBox: false,
      hasMask: false,
      spoilt: false,
    });
  });
  return pictures;
}

function addAnnotation(
  value: unknown,
  at: number,
  pictures: ReadonlyMap<string, Picture>,
  categories: Categories,
  classifies: boolean,
  gathering: Gathering,
): void {
  const place = `annotations[${at}]`;
  const annotation = annotationSchema.safeParse(value);
  const image = ofImage.safeParse(value);
  const picture = image.success ? pictures.get(String(image.data.image_id)) : undefined;
  const refuse = (reason: string, remedy: string) => {
    gathering.refuse(place, reason, remedy);
    if (picture !== undefined) picture.spoilt = true;
  };
  if (picture === undefined) {
    refuse('its image_id is that of no image in the file', 'Correct it, or add the image.');
    return;
  }
  if (!annotation.success) {
    refuse(faultOf(annotation.error), 'Correct it; its picture is left out until then.');
    return;
  }
  const meaning = categories.of(annotation.data);
  if (typeof meaning === 'string') {
    refuse(meaning, 'Correct it, or add the category.');
    return;
  }
  if (classifies) picture.labels.push(meaning.label);
  else draw(annotation.data, place, meaning, picture, gathering, refuse);
}

function draw(
  { bbox, bbox_from: boxFrom, segmentation, keypoints, iscrowd, score }: Annotation,
  at: string,
  { label, fdi, region, keypointNames }: Meaning,
  picture: Picture,
  gathering: Gathering,
  refuse: (reason: string, remedy: string) => void,
): void {
  if (score != null) {
    refuse('it has a score: it is what a model found, not the reference', 'Leave out files of results.');
    return;
  }
  const crowd = iscrowd === 1 || iscrowd === true;
  if (crowd) gathering.note('# crowd regions have a mask and no box of their own.');
  if (bbox?.length === 4 && !crowd && boxFrom !== 'segmentation') {
    const convention = { order: 'xywh', unit: 'pixels-source' } as const;
    picture.shapes.push({
      kind: 'box',
      label,
      ...(fdi !== undefined && { fdi }),
      numbers: bbox,
      convention,
      at,
    });
    picture.hasBox = true;
  }
  const area = areaOf(segmentation, label, at);
  if (typeof area === 'string') {
    refuse(area, 'Write its runs anew.');
    return;
  }
  if (area !== null) {
    picture.shapes.push(area);
    picture.hasMask = true;
  }
  picture.shapes.push(...pointsOf(keypoints ?? [], keypointNames, label, at));
  if (region !== undefined) picture.regions.push(region);
  if (bbox?.length !== 4 && area === null && (keypoints ?? []).length === 0)
    refuse('it has neither a box nor an outline nor key points', 'Draw it, or take it out.');
}

function areaOf(segmentation: Annotation['segmentation'], label: string, at: string): Shape | string | null {
  if (segmentation == null) return null;
  if (!Array.isArray(segmentation)) {
    const mask = maskOf(segmentation);
    return typeof mask === 'string' ? mask : { kind: 'runs', label, mask, at };
  }
  const polygons = segmentation.filter((polygon) => polygon.length > 0);
  return polygons.length === 0 ? null : { kind: 'area', label, polygons, unit: 'pixels-source', at };
}

function maskOf({ size, counts }: Runs): RunLengthMask | string {
  const [height, width] = size;
  if (typeof counts === 'string') return { size: [height, width], counts };
  try {
    return maskFromCounts(counts, width, height);
  } catch (error) {
    return `its segmentation cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Triples of x, y and visibility; 0: not labelled. */
function pointsOf(
  numbers: readonly number[],
  names: readonly string[] | undefined,
  label: string,
  at: string,
): Shape[] {
  const points: Shape[] = [];
  for (let n = 0; n + 2 < numbers.length; n += 3) {
    const [x = 0, y = 0, visibility = 0] = numbers.slice(n, n + 3);
    const name = names?.[n / 3] ?? label;
    if (visibility > 0) points.push({ kind: 'point', label: name, x, y, unit: 'pixels-source', at });
  }
  return points;
}

/** A picture that is listed without an annotation is known to have none of what the file draws. */
function addPicture(
  { name, place, size, shapes, regions, labels, group, spoilt }: Picture,
  {
    path,
    drawsBoxes,
    drawsMasks,
    classifies,
  }: { path: string; drawsBoxes: boolean; drawsMasks: boolean; classifies: boolean },
  gathering: Gathering,
): void {
  const found = gathering.picture([name], place);
  if (found === null || spoilt) return;
  gathering.add({
    name: found,
    images: [{ path: found }],
    truth: {
      ...(drawsBoxes && { boxes: [] satisfies LabelledBox[] }),
      ...(drawsMasks && { masks: [] }),
      ...(regions.length > 0 && { regions }),
      ...(classifies && { labels: [...new Set(labels)] }),
    },
    ...(group !== undefined && { group }),
    ...(shapes.length > 0 && {
      drawings: [{ file: path, ...(size !== undefined && { drawnOn: size }), shapes }],
    }),
    split: splitOfFile(path),
  });
}

/** The first fault, with its place inside. */
export function faultOf({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.map(String).join('.') ?? '';
  return `${place === '' ? 'it' : place} ${issue === undefined ? 'cannot be read' : faultWords(issue)}`;
}
