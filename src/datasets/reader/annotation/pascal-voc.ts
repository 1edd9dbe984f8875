import { baseName, withoutExtension } from '../../container/path.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { child, childrenOf, numberAt, textAt, type XmlElement } from './xml.ts';

/**
 * Pascal VOC: an XML file a picture. The corners are taken as they stand (the width is xmax - xmin), as labelImg and most tools write
 * them. A polygon (Roboflow) becomes a mask beside the box. See http://host.robots.ox.ac.uk/pascal/VOC/.
 */
export const pascalVoc: AnnotationFormat<XmlElement> = {
  name: 'Pascal VOC',
  fits: (root) =>
    root.name === 'annotation' &&
    (child(root, 'object') !== undefined || child(root, 'filename') !== undefined),
  read(root, { path }, files) {
    const gathering = new Gathering(path, files);
    const shapes: Shape[] = [];
    for (const [at, object] of childrenOf(root, 'object').entries()) {
      const place = `object ${at + 1}`;
      const read = shapesOf(object, place);
      if (typeof read === 'string') {
        gathering.refuse(place, read, 'Correct it; its picture is left out until then.');
        return gathering.finish();
      }
      shapes.push(...read);
      if (textAt(object, 'difficult') === '1')
        gathering.note('# objects are marked as difficult, and count like any other.');
    }
    const named = textAt(root, 'filename');
    const own = withoutExtension(baseName(path));
    const folder = textAt(root, 'folder');
    const picture = gathering.picture(
      [...(named === '' ? [] : folder === '' ? [named] : [`${folder}/${named}`, named]), own],
      '',
    );
    if (picture === null) return gathering.finish();
    const size = { width: numberAt(root, 'size', 'width'), height: numberAt(root, 'size', 'height') };
    gathering.add({
      name: picture,
      images: [{ path: picture }],
      truth: { boxes: [] },
      // Some tools write a size of 0 where they did not look.
      ...(shapes.length > 0 && {
        drawings: [{ file: path, ...(size.width > 0 && size.height > 0 && { drawnOn: size }), shapes }],
      }),
    });
    return gathering.finish();
  },
};

function shapesOf(object: XmlElement, at: string): Shape[] | string {
  const label = textAt(object, 'name');
  if (label === '') return 'it has no name';
  const bounds = child(object, 'bndbox');
  const polygon = child(object, 'polygon');
  const shapes: Shape[] = [];
  if (bounds !== undefined) {
    shapes.push({
      kind: 'box',
      label,
      numbers: [
        numberAt(bounds, 'xmin'),
        numberAt(bounds, 'ymin'),
        numberAt(bounds, 'xmax'),
        numberAt(bounds, 'ymax'),
      ],
      convention: { order: 'xyxy', unit: 'pixels-source' },
      at,
    });
  }
  if (polygon !== undefined) {
    const points = pointsOf(polygon);
    if (points.length < 6 || points.some((value) => !Number.isFinite(value)))
      return 'its polygon cannot be read';
    shapes.push({ kind: 'area', label, polygons: [points], unit: 'pixels-source', at });
  }
  return shapes.length === 0 ? 'it has neither a bndbox nor a polygon' : shapes;
}

/** `<x1>`, `<y1>`, `<x2>` ..., or a list of `<pt>` with x and y. */
function pointsOf(polygon: XmlElement): number[] {
  const listed = childrenOf(polygon, 'pt');
  if (listed.length > 0) return listed.flatMap((each) => [numberAt(each, 'x'), numberAt(each, 'y')]);
  const points: number[] = [];
  for (let n = 1; child(polygon, `x${n}`) !== undefined; n += 1)
    points.push(numberAt(polygon, `x${n}`), numberAt(polygon, `y${n}`));
  return points;
}
