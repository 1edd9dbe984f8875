/** The value of a metric, or why it has none. Never 0 for undefined, never NaN. */
export type MetricResult = MetricValue | MetricUndefined;

export interface MetricValue {
  readonly kind: 'value';
  readonly value: number;
  /** Absent where no interval is defined for the metric, or the cases are too few or too much alike to tell one. */
  readonly interval?: Interval;
  /** What was counted: cases, or boxes, or pairs, as the signature says. */
  readonly n: number;
  readonly signature: MetricSignature;
}

export interface MetricUndefined {
  readonly kind: 'undefined';
  readonly reason: string;
  readonly n: number;
  readonly signature: MetricSignature;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** 0.95 for a 95 % interval. */
  readonly level: number;
  /** As a person reads it: `Wilson`, `percentile bootstrap by group, 2000 resamples, seed 7`. */
  readonly method: string;
}

/** Everything that makes the number what it is; shown wherever the number is shown. */
export interface MetricSignature {
  /** Key into the catalogue of definitions, e.g. `balanced-accuracy`. */
  readonly metric: string;
  readonly version: number;
  readonly direction: 'higher is better' | 'lower is better' | 'neither';
  /** Choices that change the number: averaging, tokenizer, threshold ... in a fixed order. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** What is done when there is nothing to count. */
  readonly emptyCase: string;
}

/** How a metric is explained to a person: the screens and docs/metrics.md show this same text. */
export interface MetricDefinition {
  readonly id: string;
  readonly name: string;
  readonly family:
    | 'classification'
    | 'detection'
    | 'segmentation'
    | 'localization'
    | 'text'
    | 'efficiency'
    | 'agreement'
    | 'statistics';
  readonly version: number;
  readonly direction: MetricSignature['direction'];
  /** Least and greatest possible value; null where unbounded. */
  readonly range: readonly [least: number | null, greatest: number | null];
  readonly unit: string;
  /** One sentence in plain words. */
  readonly plain: string;
  /** In text, with the symbols explained. */
  readonly formula: string;
  readonly convention: string;
  readonly emptyCase: string;
  readonly reference: string;
  /** The independent implementation that it is held to, and how closely. */
  readonly peer: string;
}

export function metricValue(
  signature: MetricSignature,
  value: number,
  n: number,
  interval?: Interval,
): MetricResult {
  if (!Number.isFinite(value)) return { kind: 'undefined', reason: 'not a finite number', n, signature };
  return interval ? { kind: 'value', value, n, signature, interval } : { kind: 'value', value, n, signature };
}

export function metricUndefined(signature: MetricSignature, reason: string, n: number): MetricResult {
  return { kind: 'undefined', reason, n, signature };
}

/** The signature of a definition under given options. */
export function signatureOf(
  definition: MetricDefinition,
  options: Readonly<Record<string, string | number | boolean>> = {},
): MetricSignature {
  const { id, version, direction, emptyCase } = definition;
  return { metric: id, version, direction, options, emptyCase };
}
