/** Defined terms of (0008,0005) that stand for one encoding of bytes (PS3.3 C.12.1.1.2), as browsers call it. */
const encodings: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'iso-8859-9',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Sets that are switched to within a text by an escape sequence (PS3.3 table C.12-4), by the bytes after ESC. */
const escapes: readonly {
  readonly escape: string;
  readonly encoding: string;
  readonly wide: 'high' | 'low' | null;
}[] = [
  { escape: '(B', encoding: 'iso-8859-1', wide: null },
  { escape: '(J', encoding: 'shift_jis', wide: null },
  { escape: ')I', encoding: 'shift_jis', wide: null },
  { escape: '-A', encoding: 'iso-8859-1', wide: null },
  { escape: '-B', encoding: 'iso-8859-2', wide: null },
  { escape: '-C', encoding: 'iso-8859-3', wide: null },
  { escape: '-D', encoding: 'iso-8859-4', wide: null },
  { escape: '-L', encoding: 'iso-8859-5', wide: null },
  { escape: '-G', encoding: 'iso-8859-6', wide: null },
  { escape: '-F', encoding: 'iso-8859-7', wide: null },
  { escape: '-H', encoding: 'iso-8859-8', wide: null },
  { escape: '-M', encoding: 'iso-8859-9', wide: null },
  { escape: '-T', encoding: 'windows-874', wide: null },
  // Japanese in 7 bits is EUC-JP without its highest bits.
  { escape: '$B', encoding: 'euc-jp', wide: 'low' },
  { escape: '$@', encoding: 'euc-jp', wide: 'low' },
  { escape: '$(D', encoding: 'euc-jp', wide: 'low' },
  { escape: '$)C', encoding: 'euc-kr', wide: 'high' },
  { escape: '$)A', encoding: 'gb18030', wide: 'high' },
];

/** Bytes to text by a data set's (0008,0005). Never fails: what cannot be decoded becomes a replacement character. */
export function decodeText(bytes: Uint8Array, characterSet: string): string {
  const [first = '', ...more] = characterSet.split('\\').map((term) => term.replace(/[\0 ]+$/g, '').trim());
  const encoding = encodings[first.replace('ISO 2022 IR', 'ISO_IR')] ?? 'iso-8859-1';
  return more.length === 0 && !bytes.includes(0x1b)
    ? decode(bytes, encoding)
    : decodeEscaped(bytes, encoding);
}

function decodeEscaped(bytes: Uint8Array, initial: string): string {
  let text = '';
  let encoding = initial;
  let wide: 'high' | 'low' | null = null;
  let from = 0;
  const flush = (to: number): void => {
    const part = bytes.subarray(from, to);
    text += decode(wide === 'low' ? part.map((byte) => (byte > 0x20 ? byte | 0x80 : byte)) : part, encoding);
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x1b) {
      const after = String.fromCharCode(...bytes.subarray(at + 1, at + 4));
      const known = escapes.find(({ escape }) => after.startsWith(escape));
      flush(at);
      from = at + 1 + (known?.escape.length ?? 0);
      encoding = known?.encoding ?? encoding;
      wide = known?.wide ?? null;
      at = from - 1;
    } else if (wide === 'low' && (byte === 0x5c || byte === 0x5e || byte === 0x3d)) {
      // Delimiters go back to the initial set, though writers forget the escape: a lone byte cannot be half a sign.
      if ((at - from) % 2 !== 0) continue;
      flush(at);
      from = at;
      encoding = initial;
      wide = null;
    }
  }
  flush(bytes.length);
  return text;
}

/** One an encoding: a browser's decoder weighs more than most of the values, of which a file may have thousands. */
const decoders = new Map<string, TextDecoder>();

function decode(bytes: Uint8Array, encoding: string): string {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding);
  decoders.set(encoding, decoder);
  return decoder.decode(bytes);
}
