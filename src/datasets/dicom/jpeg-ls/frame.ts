import { CodecError } from '../pixels/codec-error.ts';
import { damaged } from './bits.ts';
import { colourTransformOf, type ColourTransform } from './colour-transform.ts';

/** The parameters that a scan is coded with (T.87 C.2.4.1.1). */
export interface CodingParameters {
  /** The largest value of a sample. */
  readonly largest: number;
  /** How far a value may be off: 0 where nothing is lost. */
  readonly near: number;
  readonly thresholds: readonly [number, number, number];
  /** After so many samples of a context, what was counted is halved. */
  readonly reset: number;
}

export interface LsScan {
  /** Numbers of the components in it, by their order in the frame. */
  readonly components: readonly number[];
  readonly interleaved: 'none' | 'by line' | 'by sample';
  readonly parameters: CodingParameters;
  /** Where its bits begin. */
  readonly at: number;
}

export interface LsFrame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
}

const startOfFrame = 0xf7;
const startOfScan = 0xda;
const presets = 0xf8;
const endOfImage = 0xd9;
const restart = 0xdd;
const app8 = 0xe8;

/** Goes through the markers of a JPEG-LS picture (T.87 annex C), scan by scan. Throws CodecError for what makes no sense. */
export class LsMarkers {
  readonly #bytes: Uint8Array;
  #at = 2;
  #frame: (LsFrame & { readonly ids: readonly number[] }) | null = null;
  #stated: {
    readonly largest: number;
    readonly thresholds: readonly number[];
    readonly reset: number;
  } | null = null;
  #transform: ColourTransform = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8)
      throw new CodecError('they do not begin as a JPEG-LS picture does');
  }

  /** What the frame says of itself; known once the first scan is. */
  get frame(): LsFrame {
    if (this.#frame === null) throw damaged();
    return this.#frame;
  }

  /** How the colours were mixed; known once the first scan is. */
  get transform(): ColourTransform {
    return this.#transform;
  }

  /** The next scan, from `at` where the one before ended; null at the end of the picture. */
  next(at: number | null): LsScan | null {
    if (at !== null) this.#at = at;
    const bytes = this.#bytes;
    while (this.#at + 4 <= bytes.length) {
      const marker = bytes[this.#at + 1] ?? 0;
      // Between a scan's last bits and the marker there may be padding.
      if (bytes[this.#at] !== 0xff || marker === 0xff || marker < 0x80) {
        this.#at += 1;
        continue;
      }
      if (marker === endOfImage) return null;
      const length = this.#short(this.#at + 2);
      const body = this.#at + 4;
      const after = this.#at + 2 + length;
      if (length < 2 || after > bytes.length) throw damaged();
      this.#at = after;
      switch (marker) {
        case startOfFrame:
          this.#readFrame(body);
          break;
        case presets:
          this.#readPresets(body);
          break;
        case restart:
          if (length > 4 || this.#short(body) !== 0)
            throw new CodecError('pictures with restart intervals cannot be decoded');
          break;
        case app8:
          this.#transform = colourTransformOf(bytes.subarray(body, after)) ?? this.#transform;
          break;
        case startOfScan:
          return this.#scan(body, after);
        default:
          // Comments and data of applications.
          break;
      }
    }
    return null;
  }

  #readFrame(body: number): void {
    const components = this.#byte(body + 5);
    const precision = this.#byte(body);
    if (precision < 2 || precision > 16)
      throw new CodecError(`samples of ${precision} bits are none of JPEG-LS`);
    const ids: number[] = [];
    for (let n = 0; n < components; n += 1) {
      ids.push(this.#byte(body + 6 + 3 * n));
      if (this.#byte(body + 7 + 3 * n) !== 0x11)
        throw new CodecError('its colours have different resolutions');
    }
    this.#frame = { precision, height: this.#short(body + 1), width: this.#short(body + 3), components, ids };
    this.#stated = null;
  }

  #readPresets(body: number): void {
    if (this.#byte(body) !== 1) throw new CodecError('it has a palette or an unusual size of its own');
    const [largest = 0, first = 0, second = 0, third = 0, reset = 0] = [1, 3, 5, 7, 9].map((at) =>
      this.#short(body + at),
    );
    this.#stated = { largest, thresholds: [first, second, third], reset };
  }

  #scan(body: number, at: number): LsScan {
    const frame = this.#frame;
    if (frame === null) throw damaged();
    const count = this.#byte(body);
    const components: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const component = frame.ids.indexOf(this.#byte(body + 1 + 2 * n));
      if (component < 0 || components.includes(component)) throw damaged();
      if (this.#byte(body + 2 + 2 * n) !== 0) throw new CodecError('it has a palette');
      components.push(component);
    }
    const end = body + 1 + 2 * count;
    const near = this.#byte(end);
    const interleaved = (['none', 'by line', 'by sample'] as const)[this.#byte(end + 1)];
    if (this.#byte(end + 2) !== 0) throw new CodecError('its samples were shifted');
    if (interleaved === undefined || count < 1 || (interleaved === 'none' && count !== 1)) throw damaged();
    return { components, interleaved, parameters: this.#parameters(frame.precision, near), at };
  }

  /** What was stated, and the defaults for what was stated as 0 (T.87 C.2.4.1.1.1). */
  #parameters(precision: number, near: number): CodingParameters {
    const stated = this.#stated;
    const largest = stated !== null && stated.largest > 0 ? stated.largest : 2 ** precision - 1;
    if (largest >= 2 ** precision || near > Math.min(255, largest >> 1)) throw damaged();
    const own = stated?.thresholds.every((value) => value === 0) === false ? stated.thresholds : [];
    const usual = defaultThresholds(largest, near);
    const [first, second, third] = usual.map((value, n) => own[n] || value);
    if (first === undefined || second === undefined || third === undefined) throw damaged();
    if (!(near < first && first <= second && second <= third && third <= largest)) throw damaged();
    return { largest, near, thresholds: [first, second, third], reset: stated?.reset || 64 };
  }

  #byte(at: number): number {
    const byte = this.#bytes[at];
    if (byte === undefined) throw damaged();
    return byte;
  }

  #short(at: number): number {
    return (this.#byte(at) << 8) | this.#byte(at + 1);
  }
}

function defaultThresholds(largest: number, near: number): readonly [number, number, number] {
  const clamp = (value: number, least: number) => (value > largest || value < least ? least : value);
  const large = largest >= 128;
  const factor = large ? Math.floor((Math.min(largest, 4095) + 128) / 256) : Math.floor(256 / (largest + 1));
  const basic = (usual: number, offset: number, least: number, nears: number): number =>
    large
      ? factor * (usual - offset) + offset + nears * near
      : Math.max(least, Math.floor(usual / factor) + nears * near);
  const first = clamp(basic(3, 2, 2, 3), near + 1);
  const second = clamp(basic(7, 3, 3, 5), first);
  const third = clamp(basic(21, 4, 4, 7), second);
  return [first, second, third];
}
