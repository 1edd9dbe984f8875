import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobHash } from '../ids.ts';
import { canonicalJson, hashText } from '../plan/identity.ts';
import { sampleIdOf } from './identity.ts';

test('the id of a case is the hash of what it is, as canonical JSON', () => {
  const text = fc.option(
    fc.record({ findings: fc.string(), impression: fc.string(), language: fc.constant('en' as const) }),
    { nil: undefined },
  );
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string({ minLength: 1 })),
      text,
      (name, hashes, report) => {
        const images = hashes.map(blobHash);
        const whole = hashText(canonicalJson({ name, images, text: report }));
        expect(sampleIdOf(name, images, report)).toBe(whole.slice(0, 32));
      },
    ),
  );
});

test('a hash is the same however its text is written as bytes', () => {
  // Of SHA-256 as FIPS 180-2, B.1 and the empty message have it; the last by Python’s hashlib.
  expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hashText('é\u0000x'.repeat(3))).toBe(
    '210fe16fa9caaa0bf25e1bd995764917993ebaa2208b1c85fbb2b54ef0d0ec47',
  );
  expect(hashText('a'.repeat(1_001))).toBe(
    'bb0381c13e0817201355e7d700b7623f0e985287add78712a11407c9f754efc8',
  );
});
