import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, encodingNote, findEncoding, readText } from './encoding.ts';

/** 检查所见：双肺纹理清晰。诊断意见：未见异常 */
const gb = Uint8Array.of(
  0xbc,
  0xec,
  0xb2,
  0xe9,
  0xcb,
  0xf9,
  0xbc,
  0xfb,
  0xa3,
  0xba,
  0xcb,
  0xab,
  0xb7,
  0xce,
  0xce,
  0xc6,
  0xc0,
  0xed,
  0xc7,
  0xe5,
  0xce,
  0xfa,
  0xa1,
  0xa3,
  0xd5,
  0xef,
  0xb6,
  0xcf,
  0xd2,
  0xe2,
  0xbc,
  0xfb,
  0xa3,
  0xba,
  0xce,
  0xb4,
  0xbc,
  0xfb,
  0xd2,
  0xec,
  0xb3,
  0xa3,
);
const chinese = '检查所见：双肺纹理清晰。诊断意见：未见异常';
const utf16 = (text: string, littleEnd: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at += 1)
    new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), littleEnd);
  return bytes;
};
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('the encoding of a text', () => {
  test.each<[string, Uint8Array, string, string, string]>([
    ['UTF-8', new TextEncoder().encode(chinese), 'utf-8', 'certain', chinese],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${chinese}`), 'utf-8', 'marked', chinese],
    ['UTF-16, marked', utf16(`\ufeff${chinese}`, true), 'utf-16le', 'marked', chinese],
    ['UTF-16, big end first, marked', utf16(`\ufeff${chinese}`, false), 'utf-16be', 'marked', chinese],
    ['UTF-16 of Western text', utf16('file,label', true), 'utf-16le', 'likely', 'file,label'],
    ['UTF-16 of Chinese text', utf16(chinese, true), 'utf-16le', 'likely', chinese],
    ['UTF-16 of Chinese text, big end first', utf16(chinese, false), 'utf-16be', 'likely', chinese],
    ['GB18030', gb, 'gb18030', 'likely', chinese],
    [
      'GB18030 among ASCII',
      join(latin('findings,impression\n'), gb, latin(',x\n')),
      'gb18030',
      'likely',
      `findings,impression\n${chinese},x\n`,
    ],
    [
      'Latin-1',
      latin('Größe der Läsion: 5 µm, à gauche'),
      'windows-1252',
      'likely',
      'Größe der Läsion: 5 µm, à gauche',
    ],
    ['Latin-1 with one word that could be Chinese', latin('Größe\n'), 'windows-1252', 'unsure', 'Größe\n'],
    ['ASCII', latin('a,b\n'), 'utf-8', 'certain', 'a,b\n'],
    ['nothing', new Uint8Array(), 'utf-8', 'certain', ''],
  ])('%s', (_, bytes, encoding, certainty, text) => {
    expect(readText(bytes)).toEqual({ encoding, certainty, text });
  });

  test('doubt is told', () => {
    expect(encodingNote('a.csv', { encoding: 'utf-8', certainty: 'certain' })).toBeNull();
    expect(encodingNote('a.csv', findEncoding(gb))).toBe(
      'a.csv: read as GB18030 (Chinese), told by its bytes. Check that letters look right.',
    );
    expect(encodingNote('a.csv', findEncoding(latin('Größe')))).toContain('may well be in another encoding');
  });

  test('the beginning of a long text may break off within a character', () => {
    const bytes = new TextEncoder().encode(chinese).subarray(0, 7);
    expect(findEncoding(bytes, false)).toEqual({ encoding: 'utf-8', certainty: 'certain' });
    expect(findEncoding(bytes).encoding).not.toBe('utf-8');
  });

  test('any bytes are a text, and any UTF-8 is read as such', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof decodeText(bytes) === 'string'),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
        if (!/[\0\ufeff]/.test(text)) expect(decodeText(new TextEncoder().encode(text))).toBe(text);
      }),
    );
  });
});
