import type { GreyTable } from '../../../domain/raster/raster.ts';
import { fullWindow } from '../../../domain/raster/render.ts';
import type { NamedWindow, RasterView, Window } from '../../../domain/raster/view.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';
import { macroOf } from './functional-groups.ts';
import { lookupTable } from './lookup.ts';

/** Names that a file gives its windows are kept where this says that they name nobody. */
export type NameCheck = (text: string) => boolean;

/**
 * The windows of the file, then its tables, then the one that holds all values. `frame`: whose windows are meant, where
 * frames have their own.
 */
export function windowsOf(
  data: DataSet,
  values: Pick<RasterView, 'slope' | 'intercept' | 'range'> & { readonly signed: boolean },
  frame: number,
  mayKeep: NameCheck,
): { readonly windows: readonly NamedWindow[]; readonly tables: readonly GreyTable[] } {
  const macro = macroOf(data, frame, tags.FrameVOILUTSequence, [tags.WindowCenter]);
  const centres = macro?.decimals(tags.WindowCenter) ?? [];
  const widths = macro?.decimals(tags.WindowWidth) ?? [];
  const names = macro?.texts(tags.WindowCenterWidthExplanation) ?? [];
  const kind = kindOf(macro?.text(tags.VOILUTFunction));
  const windows: NamedWindow[] = [];
  for (const [n, centre] of centres.entries()) {
    const width = widths[n];
    if (!Number.isFinite(centre) || width === undefined || !(width > 0)) continue;
    windows.push({
      name: nameOf(names[n], 'Window of the file', windows, mayKeep),
      window: { kind, centre, width },
    });
  }
  const tables: GreyTable[] = [];
  for (const item of data.items(tags.VOILUTSequence)) {
    const table = lookupTable(item, values.signed);
    if (table === undefined) continue;
    const name = nameOf(item.text(tags.LUTExplanation), 'Table of the file', windows, mayKeep);
    windows.push({ name, window: { kind: 'table', table: tables.length } });
    tables.push(table);
  }
  windows.push({ name: 'Full range', window: fullWindow(values) });
  return { windows, tables };
}

type LinearKind = Exclude<Window['kind'], 'table'>;

function kindOf(said: string | undefined): LinearKind {
  if (said === 'SIGMOID') return 'sigmoid';
  return said === 'LINEAR_EXACT' ? 'linear exact' : 'linear';
}

/** Two windows of one name would be told apart by nothing. */
function nameOf(
  said: string | undefined,
  otherwise: string,
  taken: readonly NamedWindow[],
  mayKeep: NameCheck,
): string {
  const plain = said?.trim() ?? '';
  const wanted = /^[A-Za-z][A-Za-z0-9 _/+-]{0,23}$/.test(plain) && mayKeep(plain) ? plain : otherwise;
  const isTaken = (name: string): boolean => taken.some((each) => each.name === name);
  if (!isTaken(wanted)) return wanted;
  for (let n = 2; ; n += 1) if (!isTaken(`${wanted} ${n}`)) return `${wanted} ${n}`;
}
