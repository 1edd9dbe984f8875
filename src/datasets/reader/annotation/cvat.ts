import { splitOfWord } from '../../names.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { cvatShape } from './cvat-shapes.ts';
import { addTracks, withoutArea } from './cvat-tracks.ts';
import { child, childrenOf, numberIn, textAt, type XmlElement } from './xml.ts';

/**
 * CVAT for images 1.1: one XML file, an `image` each with boxes, polygons, ellipses, masks, points and tags. CVAT for video 1.1: tracks over
 * frames that lie here as pictures.
 * See https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/.
 */
export const cvat: AnnotationFormat<XmlElement> = {
  name: 'CVAT',
  fits: (root) =>
    root.name === 'annotations' &&
    (child(root, 'image') !== undefined ||
      child(root, 'track') !== undefined ||
      child(root, 'meta') !== undefined),
  read(root, { path }, files) {
    const gathering = new Gathering(path, files);
    if (child(root, 'track') !== undefined) addTracks(root, path, gathering);
    const images = childrenOf(root, 'image');
    // Only what the task has tags or shapes of is known to be absent where it is not drawn.
    const tagged = images.some((image) => child(image, 'tag') !== undefined);
    const boxed = images.some((image) => child(image, 'box') !== undefined);
    for (const [at, image] of images.entries()) addImage(image, at, { path, tagged, boxed }, gathering);
    const labels = childrenOf(
      child(child(child(root, 'meta') ?? root, 'task') ?? root, 'labels') ?? root,
      'label',
    );
    return gathering.finish(labels.map((label) => textAt(label, 'name')).filter((name) => name !== ''));
  },
};

function addImage(
  image: XmlElement,
  at: number,
  { path, tagged, boxed }: { path: string; tagged: boolean; boxed: boolean },
  gathering: Gathering,
): void {
  const name = image.attributes.get('name') ?? '';
  const place = `image ${name === '' ? at + 1 : name}`;
  const size = { width: numberIn(image, 'width'), height: numberIn(image, 'height') };
  const shapes: Shape[] = [];
  const labels: string[] = [];
  for (const [index, element] of image.children.entries()) {
    const shapePlace = `${place}, ${element.name} ${index + 1}`;
    const label = element.attributes.get('label') ?? '';
    const read = cvatShape(element, label, shapePlace, size);
    if (read.kind === 'tag') labels.push(label);
    else if (read.kind === 'no area') gathering.note(withoutArea);
    else if (read.kind === 'fault') {
      gathering.refuse(shapePlace, read.reason, 'Correct it in CVAT; its picture is left out until then.');
      return;
    } else if (read.kind === 'shapes') shapes.push(...read.shapes);
  }
  const picture = gathering.picture([name], place);
  if (picture === null) return;
  const known = size.width > 0 && size.height > 0;
  gathering.add({
    name: picture,
    images: [{ path: picture }],
    truth: { ...(tagged && { labels }), ...(boxed && { boxes: [] }) },
    ...(shapes.length > 0 && { drawings: [{ file: path, ...(known && { drawnOn: size }), shapes }] }),
    split: splitOfWord(image.attributes.get('subset') ?? '') ?? 'none',
  });
}
