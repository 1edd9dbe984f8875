import type { DataSet } from '../parse/data-set.ts';
import { tags } from '../parse/tags.ts';

/**
 * Where a macro of an enhanced multi-frame image may stand (PS3.3 C.7.6.16), for one frame: its own functional groups,
 * those of all frames, the data set itself. The first that holds one of `wanted` is given; undefined where none does.
 */
export function macroOf(
  data: DataSet,
  frame: number,
  sequence: number,
  wanted: readonly number[],
): DataSet | undefined {
  const groups = [
    data.items(tags.PerFrameFunctionalGroupsSequence).at(frame),
    data.items(tags.SharedFunctionalGroupsSequence).at(0),
  ];
  const candidates = [...groups.map((group) => group?.items(sequence).at(0)), data];
  return candidates.find((each) => each !== undefined && wanted.some((tag) => each.has(tag)));
}
