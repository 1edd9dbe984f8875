import type { GreyTable } from '../../../domain/raster/raster.ts';
import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';

/** A table by its descriptor: number of entries, first value, bits (PS3.3 C.11.1.1). Undefined where it makes no sense. */
export function lookupTable(
  item: DataSet,
  signedInput: boolean,
  descriptorTag: number = tags.LUTDescriptor,
  dataTag: number = tags.LUTData,
): GreyTable | undefined {
  const [count, , bits] = item.shorts(descriptorTag);
  const first = item.shorts(descriptorTag, signedInput || item.elements.get(descriptorTag)?.vr === 'SS')[1];
  const data = item.value(dataTag);
  if (count === undefined || first === undefined || bits === undefined || data === undefined)
    return undefined;
  if (bits < 1 || bits > 16) return undefined;
  // 0 stands for 65536, which does not fit.
  const entries = count === 0 ? 65536 : count;
  // Entries of 8 bits may lie one to a byte, or one to a word.
  const bytewise = data.length < entries * 2 && data.length >= entries;
  const values = bytewise ? Array.from(data.subarray(0, entries)) : item.shorts(dataTag).slice(0, entries);
  return values.length === entries ? { first, bits, entries: values } : undefined;
}
