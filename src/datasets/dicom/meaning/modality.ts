import type { GreyTable, Samples } from '../../../domain/raster/raster.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';
import { macroOf } from './functional-groups.ts';
import { lookupTable } from './lookup.ts';

/** Stored samples to values with a meaning (PS3.3 C.11.1). */
export interface ModalityValues {
  readonly frames: readonly Samples[];
  /** value = sample * slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  readonly unit?: string;
  /** The values may be below 0. */
  readonly signed: boolean;
  readonly changes: readonly string[];
}

interface Rescale {
  readonly slope: number;
  readonly intercept: number;
}

export function modalityValues(data: DataSet, frames: readonly Samples[], signed: boolean): ModalityValues {
  const [lut] = data.items(tags.ModalityLUTSequence);
  const table = lut === undefined ? undefined : lookupTable(lut, signed);
  if (table !== undefined) {
    return {
      frames: frames.map((frame) => throughTable(frame, table)),
      slope: 1,
      intercept: 0,
      signed: false,
      changes: ['values went through the modality table of the file'],
    };
  }
  const said = frames.map((_, frame) => rescaleOf(data, frame));
  // A slope of 0 would make all values one.
  const rescales = said.map(({ slope, intercept }) => ({ slope: slope === 0 ? 1 : slope, intercept }));
  const passedOver = said.some(({ slope }) => slope === 0) ? ['a rescale slope of 0 was passed over'] : [];
  const [first = none] = rescales;
  const alike = rescales.every(
    ({ slope, intercept }) => slope === first.slope && intercept === first.intercept,
  );
  const unit = unitOf(data);
  if (alike) {
    return { frames, ...first, ...unit, signed: signed || first.intercept < 0, changes: passedOver };
  }
  return {
    frames: frames.map((frame, n) => {
      const { slope, intercept } = rescales[n] ?? none;
      const values = new Float32Array(frame.length);
      for (let at = 0; at < values.length; at += 1) values[at] = (frame[at] ?? 0) * slope + intercept;
      return values;
    }),
    slope: 1,
    intercept: 0,
    ...unit,
    signed: true,
    changes: [...passedOver, 'each frame has a scale of its own, which was applied to its values'],
  };
}

const none: Rescale = { slope: 1, intercept: 0 };

function rescaleOf(data: DataSet, frame: number): Rescale {
  const dose = data.decimal(tags.DoseGridScaling);
  if (dose !== undefined && dose > 0) return { slope: dose, intercept: 0 };
  const macro = macroOf(data, frame, tags.PixelValueTransformationSequence, [
    tags.RescaleSlope,
    tags.RescaleIntercept,
  ]);
  return {
    slope: macro?.decimal(tags.RescaleSlope) ?? 1,
    intercept: macro?.decimal(tags.RescaleIntercept) ?? 0,
  };
}

/** Units from a closed list: free text is not kept. */
function unitOf(data: DataSet): { readonly unit?: string } {
  if (data.has(tags.DoseGridScaling)) return data.text(tags.DoseUnits) === 'GY' ? { unit: 'Gy' } : {};
  const macro = macroOf(data, 0, tags.PixelValueTransformationSequence, [tags.RescaleIntercept]);
  const type = macro?.text(tags.RescaleType);
  const hounsfield =
    type === 'HU' || (type === undefined && data.text(tags.Modality) === 'CT' && macro !== undefined);
  return hounsfield ? { unit: 'HU' } : {};
}

function throughTable(frame: Samples, { first, entries }: GreyTable): Uint16Array<ArrayBuffer> {
  const last = entries.length - 1;
  const values = new Uint16Array(frame.length);
  for (let at = 0; at < values.length; at += 1)
    values[at] = entries[Math.min(last, Math.max(0, (frame[at] ?? 0) - first))] ?? 0;
  return values;
}
