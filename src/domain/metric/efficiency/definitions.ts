import type { MetricDefinition } from '../metric.ts';

/** What an answer costs in time, tokens and money. */

const common =
  'Every call that gave an answer is counted, also those whose answer could not be read. The signature says which quantile; interpolated linearly (type 7). Interval: bootstrap by case, or by group where a group has several cases.';
const efficiency = {
  family: 'efficiency',
  version: 1,
  range: [0, null],
  direction: 'lower is better',
} as const;
const quantile = 'the quantile of the values of all answers';
const empty = 'undefined where no answer has the figure';
const hyndman = 'Hyndman and Fan 1996, The American Statistician 50:361';
const peer = 'numpy quantile on small cases';

export const timeToFirstToken: MetricDefinition = {
  ...efficiency,
  id: 'time-to-first-token',
  name: 'Time to first token',
  unit: 'ms',
  plain: 'How long until the first piece of an answer arrives.',
  formula: quantile,
  convention: `From the call to the first piece of text; answers that came in one piece have none. ${common}`,
  emptyCase: empty,
  reference: hyndman,
  peer,
};

export const totalTime: MetricDefinition = {
  ...efficiency,
  id: 'total-time',
  name: 'Total time',
  unit: 'ms',
  plain: 'How long until an answer is complete.',
  formula: quantile,
  convention: `From the call to the last piece of text, network included; without time spent waiting for a turn. ${common}`,
  emptyCase: empty,
  reference: hyndman,
  peer,
};

export const secondsPerThousandCharacters: MetricDefinition = {
  ...efficiency,
  id: 'seconds-per-thousand-characters',
  name: 'Seconds per 1,000 characters',
  unit: 's',
  plain: 'How long 1,000 characters of answer take: models that say more are not called slow for it.',
  formula: 'total time in seconds / characters x 1,000, for each answer; then the quantile',
  convention: `Characters are Unicode code points. Empty answers have none. ${common}`,
  emptyCase: empty,
  reference: hyndman,
  peer,
};

export const charactersPerSecond: MetricDefinition = {
  ...efficiency,
  direction: 'higher is better',
  id: 'characters-per-second',
  name: 'Characters per second',
  unit: '1/s',
  plain: 'How fast an answer is written.',
  formula: 'characters / total time in seconds, for each answer; then the quantile',
  convention: `Characters are Unicode code points. Answers that took no measurable time have none. ${common}`,
  emptyCase: empty,
  reference: hyndman,
  peer,
};

export const inputTokens: MetricDefinition = {
  ...efficiency,
  id: 'input-tokens',
  name: 'Tokens in',
  unit: 'tokens',
  plain: 'How many tokens a question takes, images included.',
  formula: quantile,
  convention: `As the server counts; tokens of different models are not of one size. ${common}`,
  emptyCase: empty,
  reference: hyndman,
  peer,
};

export const outputTokens: MetricDefinition = {
  ...efficiency,
  id: 'output-tokens',
  name: 'Tokens out',
  unit: 'tokens',
  plain: 'How many tokens an answer takes, reasoning included where the server counts it.',
  formula: quantile,
  convention: `As the server counts; tokens of different models are not of one size. ${common}`,
  emptyCase: empty,
  reference: hyndman,
  peer,
};

export const cost: MetricDefinition = {
  ...efficiency,
  id: 'cost',
  name: 'Cost of an answer',
  unit: 'currency of the price',
  plain: 'What an answer costs at the prices that were entered.',
  formula: 'tokens in x price in + tokens out x price out, for each answer; then the quantile',
  convention: `Undefined without prices and token counts; never guessed. ${common}`,
  emptyCase: empty,
  reference: hyndman,
  peer,
};

export const definitions: readonly MetricDefinition[] = [
  timeToFirstToken,
  totalTime,
  secondsPerThousandCharacters,
  charactersPerSecond,
  inputTokens,
  outputTokens,
  cost,
];
