import { squash, wordsOf } from './fold.ts';

/** Words for the same part of an organ or picture. */
const parts: readonly (readonly [string, readonly string[]])[] = [
  ['upper', ['upper', 'superior', 'apical', 'apex', 'apice', 'apices', 'top', 'cranial', '上']],
  ['middle', ['middle', 'mid', 'central', 'centre', 'center', 'perihilar', 'hilar', '中']],
  [
    'lower',
    ['lower', 'inferior', 'basal', 'base', 'basilar', 'bottom', 'caudal', 'costophrenic', '下', '底'],
  ],
  ['nasal', ['nasal', 'nasally', '鼻']],
  ['temporal', ['temporal', 'temporally', '颞']],
  ['anterior', ['anterior', 'front', '前']],
  ['posterior', ['posterior', 'back', 'rear', '后']],
  ['peripheral', ['peripheral', 'periphery', 'lateral', '外周', '周边']],
  ['medial', ['medial', '内侧']],
];
const compounds: readonly (readonly [string, readonly string[]])[] = [
  ['superotemporal', ['upper', 'temporal']],
  ['superonasal', ['upper', 'nasal']],
  ['inferotemporal', ['lower', 'temporal']],
  ['inferonasal', ['lower', 'nasal']],
  ['midlower', ['middle', 'lower']],
];

/** The parts that a text names, in a fixed order: `inferior temporal quadrant` and `inferotemporal` are both `lower temporal`. */
export function zonePartsOf(text: string): readonly string[] {
  const words = wordsOf(text);
  const named = new Set(
    words.flatMap((word) => {
      const compound = compounds.find(([name]) => name === word)?.[1];
      return compound ?? parts.filter(([, synonyms]) => synonyms.includes(word)).map(([part]) => part);
    }),
  );
  return parts.map(([part]) => part).filter((part) => named.has(part));
}

/** Do two descriptions name the same zone? By their parts where the reference has any, else letter for letter. */
export function sameZone(reference: string, answer: string): boolean {
  const wanted = zonePartsOf(reference);
  if (wanted.length === 0) return squash(reference) === squash(answer);
  return wanted.join(' ') === zonePartsOf(answer).join(' ');
}
