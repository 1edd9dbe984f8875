import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceInText, readConfidence } from './confidence.ts';
import { quantitiesIn, quantityOf, sameQuantity } from './quantity.ts';
import { sideIn, sideOfPatient } from './side.ts';
import { isFdi, teethIn } from './tooth.ts';
import { sameZone, zonePartsOf } from './zone.ts';

const given = (value: unknown) => {
  const read = readConfidence(value);
  return read.kind === 'given' ? read.value : null;
};

describe('confidence', () => {
  it.each([
    [0, 0],
    [1, 1],
    [0.83, 0.83],
    [83, 0.83],
    [100, 1],
    ['0.83', 0.83],
    ['.5', 0.5],
    ['83%', 0.83],
    ['83 ％', 0.83],
    ['83 per cent', 0.83],
    ['0,83', 0.83],
    ['8/10', 0.8],
    ['85 out of 100', 0.85],
    ['~0.7', 0.7],
    ['high', 0.85],
    ['Very High', 0.9],
    ['moderate', 0.5],
    ['low', 0.2],
    ['高', 0.85],
    ['unlikely', 0.2],
    [5, null],
    [10, null],
    [101, null],
    [-0.1, null],
    ['120%', null],
    ['banana', null],
    [null, null],
    ['', null],
    [{}, null],
  ])('%o is %o', (value, expected) => {
    if (expected === null) expect(given(value)).toBeNull();
    else expect(given(value)).toBeCloseTo(expected, 9);
  });

  it('is found beside an answer', () => {
    const inText = (text: string) => {
      const read = confidenceInText(text);
      return read.kind === 'given' ? read.value : null;
    };
    expect(inText('Confidence: 85%')).toBeCloseTo(0.85);
    expect(inText('**Confidence level:** 0.9')).toBeCloseTo(0.9);
    expect(inText('I am 70% sure.')).toBeCloseTo(0.7);
    expect(inText('置信度：高')).toBeCloseTo(0.85);
    expect(inText('effusion (0.4)')).toBeCloseTo(0.4);
    expect(inText('The nodule measures 40% of the lobe')).toBeNull();
  });

  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = given(value);
        expect(read === null || (read >= 0 && read <= 1)).toBe(true);
      }),
    );
  });
});

describe('quantity', () => {
  it('knows units', () => {
    expect(quantityOf('3 cm')).toEqual({ value: 30, unit: 'mm' });
    expect(quantityOf('2.5 毫升')).toEqual({ value: 2.5, unit: 'ml' });
    expect(quantityOf('12')).toEqual({ value: 12, unit: '' });
    expect(quantityOf('three')).toEqual({ value: 3, unit: '' });
    expect(quantityOf('3 cm wide')).toBeNull();
    expect(quantityOf('L3')).toBeNull();
    expect(quantitiesIn('from 3 mm to 1.2 cm')).toEqual([
      { value: 3, unit: 'mm' },
      { value: 12, unit: 'mm' },
    ]);
  });

  it('is the same in other units of the same kind', () => {
    const same = (a: string, b: string) => {
      const [first, second] = [quantityOf(a), quantityOf(b)];
      return first !== null && second !== null && sameQuantity(first, second);
    };
    expect(same('3 cm', '30 mm')).toBe(true);
    expect(same('0.3 m', '30 cm')).toBe(true);
    expect(same('3 cm', '3 mm')).toBe(false);
    expect(same('3', '3 mm')).toBe(false);
    expect(same('50%', '50 per cent')).toBe(true);
  });
});

describe('side', () => {
  it.each([
    ['right', 'right', 'unstated'],
    ["the patient's left", 'left', 'patient'],
    ['left side of the image', 'left', 'image'],
    ['image right', 'right', 'image'],
    ["the viewer's right", 'right', 'image'],
    ['left side of the image, the patient’s right', 'right', 'patient'],
    ['bilateral', 'bilateral', 'unstated'],
    ['both lungs', 'bilateral', 'unstated'],
    ['in the midline', 'midline', 'unstated'],
    ['图像右侧', 'right', 'image'],
    ['患者左侧', 'left', 'patient'],
    ['双侧', 'bilateral', 'unstated'],
  ])('%s', (text, side, of) => {
    expect(sideIn(text)).toEqual({ side, of });
  });

  it('is none, or ambiguous', () => {
    expect(sideIn('upper zone')).toBeNull();
    expect(sideIn('bright and leftover')).toBeNull();
    expect(sideIn('left upper and right lower zone')).toBe('ambiguous');
  });

  it('of the picture is turned as the view says', () => {
    const stated = { side: 'left', of: 'image' } as const;
    expect(sideOfPatient(stated, 'facing').side).toBe('right');
    expect(sideOfPatient(stated, 'as seen').side).toBe('left');
    expect(sideOfPatient({ side: 'left', of: 'patient' }, 'facing')).toEqual({ side: 'left', steps: [] });
    expect(sideOfPatient({ side: 'bilateral', of: 'image' }, 'facing').side).toBe('bilateral');
  });
});

describe('tooth', () => {
  it('knows FDI numbers', () => {
    const all = Array.from({ length: 100 }, (_, number) => number).filter(isFdi);
    expect(all.length).toBe(4 * 8 + 4 * 5);
    expect([all[0], all.at(-1)]).toEqual([11, 85]);
    expect(isFdi(36.5)).toBe(false);
  });

  it.each([
    ['36', [36], []],
    ['#36 and 3.7', [36, 37], []],
    ['FDI 3 6', [36], []],
    ['19', [], [19]],
    ['tooth 5', [], [5]],
    ['upper right canine', [13], []],
    ['lower left wisdom tooth', [38], []],
    ['maxillary left second premolar', [25], []],
    ['molar', [], []],
    ['右上第一磨牙', [16], []],
  ])('%s', (text, teeth, invalid) => {
    expect(teethIn(text)).toEqual({ teeth, invalid });
  });
});

describe('zone', () => {
  it('knows words for the same part', () => {
    expect(zonePartsOf('Right LOWER lobe')).toEqual(['lower']);
    expect(zonePartsOf('inferotemporal quadrant')).toEqual(['lower', 'temporal']);
    expect(sameZone('inferior temporal', 'inferotemporal')).toBe(true);
    expect(sameZone('lower', 'base')).toBe(true);
    expect(sameZone('lower', 'middle and lower')).toBe(false);
    expect(sameZone('hilum', 'Hilum.')).toBe(true);
    expect(sameZone('hilum', 'apex')).toBe(false);
  });
});
