import { baseName, withoutExtension } from '../../container/path.ts';
import type { FileIndex } from '../file-index.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { child, type XmlElement } from './xml.ts';

/**
 * Regions as OsiriX exports them, a property list an image: INbreast's `AllXML/22678622.xml`, which is about `22678622_..._MG_R_CC_ANON.dcm`. A region of one
 * point (a calcification) is a point, of three and more an area.
 */
export const inBreastRois: AnnotationFormat<XmlElement> = {
  name: 'OsiriX',
  fits: (root) => root.name === 'plist' && listAt(child(root, 'dict'), 'Images').length > 0,
  read(root, { path }, files) {
    const gathering = new Gathering(path, files);
    const shapes: Shape[] = [];
    for (const image of listAt(child(root, 'dict'), 'Images'))
      for (const [at, roi] of listAt(image, 'ROIs').entries()) {
        const place = `ROI ${at + 1}`;
        const shape = shapeOf(roi, place);
        if (shape === 'left out')
          gathering.note('# regions of two points or none have no area and are left out.');
        else if (shape === null) {
          gathering.refuse(
            place,
            'its points cannot be read',
            'Correct it; its picture is left out until then.',
          );
          return gathering.finish();
        } else shapes.push(shape);
      }
    const picture = pictureOf(withoutExtension(baseName(path)), path, files, gathering);
    if (picture !== null)
      gathering.add({
        name: picture,
        images: [{ path: picture }],
        truth: { masks: [] },
        ...(shapes.length > 0 && { drawings: [{ file: path, shapes }] }),
      });
    return gathering.finish();
  },
};

/** That of the same name, or the one whose name begins so. */
function pictureOf(stem: string, path: string, files: FileIndex, gathering: Gathering): string | null {
  const [own, ...others] = files.findPicture(stem, path).kind === 'missing' ? files.sets.meant(stem) : [];
  const [picture, ...more] = own?.pictures ?? [];
  if (picture !== undefined && others.length === 0 && more.length === 0) return picture;
  return gathering.picture([stem], '');
}

function shapeOf(roi: XmlElement, at: string): Shape | 'left out' | null {
  const label = valueAt(roi, 'Name')?.text || 'object';
  const points = (valueAt(roi, 'Point_px')?.children ?? []).map(({ text }) =>
    (/^\(\s*(-?[\d.]+(?:e-?\d+)?)\s*,\s*(-?[\d.]+(?:e-?\d+)?)\s*\)$/i.exec(text) ?? []).slice(1).map(Number),
  );
  if (points.some((point) => point.length !== 2 || !point.every(Number.isFinite))) return null;
  const [x = 0, y = 0] = points[0] ?? [];
  if (points.length === 1) return { kind: 'point', label, x, y, unit: 'pixels-source', at };
  return points.length < 3
    ? 'left out'
    : { kind: 'area', label, polygons: [points.flat()], unit: 'pixels-source', at };
}

/** What follows the key of that name in a `dict`. */
function valueAt(dict: XmlElement | undefined, key: string): XmlElement | undefined {
  const children = dict?.children ?? [];
  const at = children.findIndex(({ name, text }) => name === 'key' && text === key);
  return at < 0 ? undefined : children[at + 1];
}

/** The `dict`s of an `array`. */
const listAt = (dict: XmlElement | undefined, key: string): readonly XmlElement[] =>
  (valueAt(dict, key)?.children ?? []).filter(({ name }) => name === 'dict');
