import { refusal, type Refusal } from '../refusal.ts';

/** A colour as it stands in a file: red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What pixels that no area and no background names are: a fault of the file, nothing that is recorded, or nothing. */
export type OtherPixels = 'refused' | 'left out' | 'nothing';

/** The name of a value; a value may have several. */
export interface NumberedLabel {
  readonly value: number;
  readonly label: string;
}

/** One area of a DICOM segmentation: which of its frames (of which value, or all but 0) is what on which frame of the picture. */
export interface SegmentArea {
  readonly label: string;
  /** Both counted from 0. */
  readonly at: number;
  readonly on: number;
  readonly value: number | null;
}

/**
 * How the pixels of a mask's file say what they show. Of colours the largest channel is the value; of a palette, the
 * number of its entry. A lossy file has no exact values: what a rule then does is recorded with the mask.
 */
export type MaskRule =
  /** All but 0; with `least` (or of a lossy file, 128), what is at least that, of 255. */
  | { readonly kind: 'above'; readonly label: string; readonly least?: number }
  /**
   * Bright on dark, in whatever values: of two values the brighter, of shades at its edges those from half of full
   * white; of a file that is transparent in places, what is opaque. Refused where there are whole areas of a third
   * value: they mean something that nothing says. With a `corner`, a file smaller than its picture is a part of it
   * whose upper left corner lies there.
   */
  | {
      readonly kind: 'shape';
      readonly label: string;
      readonly corner?: { readonly x: number; readonly y: number };
    }
  /** A value may belong to several areas, one of which is then a part of the other (the cup of the disc). */
  | {
      readonly kind: 'values';
      readonly areas: readonly { readonly label: string; readonly values: readonly number[] }[];
      readonly background: readonly number[];
      readonly others: OtherPixels;
    }
  /** Of a label map of a volume: a label for each value but 0, by number where none of `labels` names it. */
  | { readonly kind: 'numbered'; readonly labels: readonly NumberedLabel[] }
  /** Of a DICOM segmentation. */
  | { readonly kind: 'segments'; readonly areas: readonly SegmentArea[] }
  | {
      readonly kind: 'colours';
      readonly areas: readonly { readonly label: string; readonly colours: readonly Colour[] }[];
      readonly background: readonly Colour[];
      readonly others: OtherPixels;
    }
  /** Every value (or colour) but 0 is an area of its own, called after its value: nothing says what it means. */
  | {
      readonly kind: 'map';
      readonly by: 'value' | 'colour';
      /** Of what they are areas; null where that is not known either. */
      readonly label: string | null;
      /** Values or colours (as one number) that were met in files of the set; others may come up. */
      readonly seen: readonly number[];
    };

/** Every label that a mask read by this rule may have, each once. */
export function labelsOfRule(rule: MaskRule): readonly string[] {
  switch (rule.kind) {
    case 'above':
    case 'shape':
      return [rule.label];
    case 'map':
      return rule.seen.map((code) => areaName(rule, code));
    case 'values':
    case 'colours':
    case 'segments':
      return [...new Set(rule.areas.map(({ label }) => label))];
    case 'numbered':
      return [...new Set(rule.labels.map(({ label }) => label))];
  }
}

/** The labels of a value in a file of whole numbers of any size (a label map); refused where the rule speaks of something else. */
export function labelsOfValue(rule: MaskRule, value: number): readonly string[] | Refusal {
  switch (rule.kind) {
    case 'above':
      return value >= (rule.least ?? 1) ? [rule.label] : [];
    case 'shape':
      return value === 0 ? [] : [rule.label];
    case 'values': {
      const labels = rule.areas.flatMap(({ label, values }) => (values.includes(value) ? [label] : []));
      const isKnown = labels.length > 0 || value === 0 || rule.background.includes(value);
      return isKnown || rule.others !== 'refused'
        ? labels
        : refusal(
            `the label map has the value ${value}, which is none of those it should have`,
            'Take the file as it was published, or decline the recipe.',
          );
    }
    case 'numbered': {
      const named = rule.labels.flatMap((each) => (each.value === value ? [each.label] : []));
      return value === 0 ? [] : named.length > 0 ? named : [`label ${value}`];
    }
    case 'map':
      if (rule.by === 'value') return value === 0 ? [] : [areaName(rule, value)];
      return notNumbers;
    case 'colours':
    case 'segments':
      return notNumbers;
  }
}

const notNumbers = refusal(
  'a label map of a volume holds numbers, no colours',
  'Correct what says how to read it.',
);

/** The rule with other names for its labels. */
export function renameLabels(rule: MaskRule, name: (label: string) => string): MaskRule {
  switch (rule.kind) {
    case 'above':
    case 'shape':
      return { ...rule, label: name(rule.label) };
    case 'map':
      return rule.label === null ? rule : { ...rule, label: name(rule.label) };
    case 'values':
      return { ...rule, areas: rule.areas.map((area) => ({ ...area, label: name(area.label) })) };
    case 'colours':
      return { ...rule, areas: rule.areas.map((area) => ({ ...area, label: name(area.label) })) };
    case 'segments':
      return { ...rule, areas: rule.areas.map((area) => ({ ...area, label: name(area.label) })) };
    case 'numbered':
      return { ...rule, labels: rule.labels.map((each) => ({ ...each, label: name(each.label) })) };
  }
}

/** `lesion 2`, `value 2`, `colour (255, 0, 0)`. */
export const areaName = ({ by, label }: Extract<MaskRule, { readonly kind: 'map' }>, code: number): string =>
  `${label ?? by} ${by === 'value' ? String(code) : `(${[code >>> 16, (code >>> 8) & 255, code & 255].join(', ')})`}`;
