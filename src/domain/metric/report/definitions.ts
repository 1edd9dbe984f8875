import type { MetricDefinition } from '../metric.ts';

const proxy =
  'Findings are read from both texts by rules (phrases, words that negate or make uncertain, sides). This is a proxy: it is not CheXbert nor the CheXpert labeler, and its figures are not comparable with theirs. Every finding comes with the words it rests on.';

const checked =
  'None has the same rules. Against the indexing of 3,826 Open-i reports, on which the rules were tuned, uncertain counted as there: 99 % of the 1,354 indexed as normal were read as without a finding; recall of indexed cardiomegaly, effusion, atelectasis, consolidation and fracture was 0.97 or more; precision ran from 0.96 (cardiomegaly) to 0.3 (pneumonia, mostly suspected ones that are not indexed); no effusion indexed on one side was read on the other.';

const chexpert =
  'J. Irvin et al. CheXpert. AAAI 2019. W. Chapman et al. A simple algorithm for identifying negated findings (NegEx). J Biomed Inform 2001. A. Smit et al. CheXbert. EMNLP 2020 (uncertain as positive).';

const counting =
  'Signature: `counted` is `present` (the finding is there) or `mentioned` (it is spoken of, absent or not); `uncertain` says whether an uncertain finding is there; `averaging` is an observation, `micro` (counts added up over the 14) or `macro` (mean over the observations for which the figure is defined, whose number is shown). No Finding is one of the 14: it is there when nothing but support devices is.';

function ofFindings(
  part: Pick<MetricDefinition, 'id' | 'name' | 'plain' | 'formula' | 'emptyCase'>,
): MetricDefinition {
  return {
    ...part,
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 1],
    unit: '',
    convention: `${proxy} ${counting}`,
    reference: chexpert,
    peer: checked,
  };
}

function perReport(
  part: Pick<MetricDefinition, 'id' | 'name' | 'plain' | 'formula' | 'convention'>,
): MetricDefinition {
  return {
    ...part,
    family: 'text',
    version: 1,
    direction: 'lower is better',
    range: [0, null],
    unit: 'per report',
    convention: `${part.convention} ${proxy}`,
    emptyCase: 'Nothing to compare: 0. A text without words mentions nothing.',
    reference: chexpert,
    peer: checked,
  };
}

/** Metrics of what reports say, by rules. */
export const definitions: readonly MetricDefinition[] = [
  ofFindings({
    id: 'finding-precision',
    name: 'Finding precision (rules)',
    plain: 'Of the findings that the answer reports, how many does the reference report too?',
    formula: 'TP / (TP + FP), counted over reports and observations',
    emptyCase: 'Nothing found in any answer: undefined.',
  }),
  ofFindings({
    id: 'finding-recall',
    name: 'Finding recall (rules)',
    plain: 'Of the findings that the reference reports, how many does the answer report too?',
    formula: 'TP / (TP + FN), counted over reports and observations',
    emptyCase: 'Nothing there in any reference: undefined.',
  }),
  ofFindings({
    id: 'finding-f1',
    name: 'Finding F1 (rules)',
    plain: 'How well the findings of answer and reference agree, missed and invented ones alike.',
    formula: '2 TP / (2 TP + FP + FN), counted over reports and observations',
    emptyCase: 'Nothing found and nothing there: undefined.',
  }),
  perReport({
    id: 'omitted-findings',
    name: 'Omitted findings',
    plain: 'Findings of the reference of which the answer says nothing.',
    formula: 'number of observations there in the reference and not mentioned in the answer',
    convention:
      'One for each of 13 observations (No Finding is derived). One said to be absent is a negation flip instead.',
  }),
  perReport({
    id: 'invented-findings',
    name: 'Invented findings',
    plain: 'Findings of the answer of which the reference says nothing.',
    formula: 'number of observations there in the answer and not mentioned in the reference',
    convention:
      'One for each of 13 observations. A reference may leave out what is there: an invented finding is one to check, not proven false.',
  }),
  perReport({
    id: 'negation-flips',
    name: 'Negation flips',
    plain: 'Findings that one report says are there and the other says are not.',
    formula: 'number of observations there in one report and absent in the other',
    convention: 'Either way round. One for each of 13 observations.',
  }),
  perReport({
    id: 'laterality-errors',
    name: 'Laterality errors',
    plain: 'Findings that both report, on different sides.',
    formula: 'number of observations there in both reports whose sides (left, right, bilateral) differ',
    convention:
      'Sides are the patient’s. Only where both texts name a side; left and right together are bilateral; heart and mediastinum have none.',
  }),
  perReport({
    id: 'measurement-disagreements',
    name: 'Measurements that disagree',
    plain: 'Measurements of the same thing with different numbers.',
    formula:
      'number of pairs of measurements of the same unit and observation that differ, after equal ones are set apart',
    convention:
      'Lengths in millimetres, volumes in millilitres, per cent and degrees; the numbers of a size in any order; numbers must be equal after conversion. Measurements without a partner and bare numbers are listed but not counted.',
  }),
];
