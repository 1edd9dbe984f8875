import type { MetricDefinition } from '../../metric/metric.ts';

export const answerAccuracy: MetricDefinition = {
  id: 'answer-accuracy',
  name: 'Accuracy of answers',
  family: 'text',
  version: 1,
  direction: 'higher is better',
  range: [0, 1],
  unit: 'share',
  plain: 'The share of questions answered rightly.',
  formula: 'right answers / questions',
  convention:
    'Closed and multiple choice: the choice is an accepted one. Open: equal to an accepted answer after the normalisation of SQuAD, or the same quantity in other units; with `open: contained` also where an accepted answer stands in the answer and is not denied there. Interval: Wilson, or bootstrap by group.',
  emptyCase: 'undefined without questions',
  reference: 'Lau et al. 2018, VQA-RAD, Scientific Data 5:180251',
  peer: 'computed by hand in tests',
};
