import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PageSamples } from './samples.ts';

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, 'base64'));

/** Written by libtiff, with the values that lie in them; see make.py beside them. */
const read = z
  .object({
    width: z.number(),
    height: z.number(),
    sources: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        channels: z.number(),
        values: z.base64(),
        palette: z.array(z.number()).optional(),
        /** How far decoders of what is packed with loss may differ. */
        tolerance: z.number().optional(),
      }),
    ),
    files: z.array(z.object({ name: z.string(), source: z.string(), bytes: z.base64() })),
  })
  .parse(
    JSON.parse(readFileSync(new URL('../../../tests/fixtures/tiff/files.json', import.meta.url), 'utf8')),
  );

export const { width, height, files } = read;

export const sourceOf = (name: string) => {
  const found = read.sources.find((source) => source.name === name);
  if (found === undefined) throw new Error(`no source ${name}`);
  return found;
};

function typed(type: string, { buffer }: Uint8Array<ArrayBuffer>): PageSamples {
  switch (type) {
    case 'uint8':
      return new Uint8Array(buffer);
    case 'int8':
      return new Int8Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
    default:
      return new Float64Array(buffer);
  }
}

export const valuesOf = (name: string): PageSamples => {
  const { type, values } = sourceOf(name);
  return typed(type, fromBase64(values));
};
export const fileOf = (name: string): Uint8Array<ArrayBuffer> =>
  fromBase64(files.find((file) => file.name === name)?.bytes ?? '');
