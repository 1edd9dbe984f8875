import { hashText } from '../../../domain/plan/identity.ts';
import { baseName } from '../../container/path.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import type { Colour, MaskRule } from '../../mask/rule.ts';
import { decodeText } from '../encoding.ts';

export interface LabelMap {
  readonly path: string;
  readonly hash: string;
  readonly rule: MaskRule;
}

const black: Colour = [0, 0, 0];
/** Around objects Pascal VOC draws an edge that is neither. */
const edge: Colour = [224, 224, 192];
const line = /^([^:#][^:]*):\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?::|$)/;

/** What the colours of masks mean, from a file `labelmap.txt` as CVAT and Datumaro write it; null where there is none. */
export async function labelMapAmong(files: readonly FileSource[]): Promise<LabelMap | null> {
  const file = files.find(({ path }) => baseName(path).toLowerCase() === 'labelmap.txt');
  if (file === undefined) return null;
  try {
    const text = decodeText(await file.read());
    const areas = text.split(/\r?\n/).flatMap((each) => {
      const [, label = '', red, green, blue] = line.exec(each.trim()) ?? [];
      const colour: Colour = [Number(red), Number(green), Number(blue)];
      const isArea =
        label !== '' && colour.some((value) => value > 0) && colour.every((value) => value <= 255);
      return isArea ? [{ label: label.trim(), colours: [colour] }] : [];
    });
    return areas.length === 0
      ? null
      : {
          path: file.path,
          hash: hashText(text),
          rule: { kind: 'colours', areas, background: [black, edge], others: 'refused' },
        };
  } catch (error) {
    if (error instanceof FileUnreadableError) return null;
    throw error;
  }
}
