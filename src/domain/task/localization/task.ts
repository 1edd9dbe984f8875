import type { AnswerReader } from '../../answer/read.ts';
import { frameOf } from '../../answer/boxes.ts';
import { boxToConvention } from '../../geometry/boxes.ts';
import { labelMatcher } from '../../answer/labels.ts';
import { sameZone } from '../../answer/zone.ts';
import type { Region, Truth } from '../../dataset/truth.ts';
import type { LocatedTarget } from '../../metric/localization/located-target.ts';
import { locatePoints } from '../../metric/localization/points.ts';
import { locateRegions, sideOf } from '../../metric/localization/regions.ts';
import { caseLocalizationFigures } from '../../metric/localization/results.ts';
import { evaluator, requireTruth } from '../evaluation.ts';
import { checkSpec, defaultsOf, optionOf, requireLabels } from '../options.ts';
import type { AnswerFrame, RegisteredTask } from '../registered.ts';
import type { Drawing, ReadableResponse, TaskSpec } from '../task.ts';
import { pointReader, regionReader, sideAndZoneReader, toothReader } from './answer.ts';
import type { PlaceAnswer } from './answer.ts';
import { placeSchema, view, zones } from './place.ts';
import { prompts } from './prompts.ts';
import { placeHeadline, summarizePlaces } from './summarize.ts';
import { findTarget, form, missingTarget } from './target.ts';
import type { Target } from './target.ts';

const options = [form, zones, view];

export const localization: RegisteredTask = {
  id: 'localization',
  name: 'Localization',
  plain:
    'Where a finding or structure lies: side and zone, anatomical region, point, or tooth by FDI number; right when it is one of its true places.',
  needsImage: true,
  comparedBy: 'localization-hit-rate',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'localization',
    labels,
    options: defaultsOf(options),
    language,
  }),
  missing: missingTarget,
  bind(spec) {
    checkSpec(spec, 'localization', options);
    requireLabels(spec, 1);
    const reader = readerFor(spec);
    labelMatcher(spec.labels);
    return {
      spec,
      answerSchema: placeSchema(spec),
      ...evaluator<PlaceAnswer>({
        reader: () => reader,
        missing: (truth) => missingTarget(truth, spec),
        reference(truth) {
          const target = targetIn(truth, spec);
          const sides =
            target.kind === 'regions'
              ? target.regions.flatMap((region) => askedSide(region, spec) ?? [])
              : [];
          return { text: targetText(target, spec), labels: [target.label, ...new Set(sides)] };
        },
        unanswered: false,
        score(answer, truth, { image }) {
          const target = targetIn(truth, spec);
          const located = locate(target, answer, image, spec);
          const given = answer.kind === 'side and zone' ? answer.side : null;
          return {
            answerText: answerText(answer),
            correct: located.hit,
            answerLabels: [...(located.hit ? [target.label] : []), ...(given === null ? [] : [given])],
            values: caseLocalizationFigures([located]),
            drawing: drawingOf(answer, target.label),
          };
        },
      }),
      summarize: (cases, choices) => summarizePlaces(cases, spec, choices),
      headline: (cases, choices) => placeHeadline(cases, spec, choices),
    };
  },
  idealAnswer(truth, spec, frame) {
    requireTruth(missingTarget(truth, spec));
    return idealPlace(targetIn(truth, spec), spec, frame);
  },
};

function readerFor(spec: TaskSpec): AnswerReader<PlaceAnswer> {
  const sideAndZone = sideAndZoneReader(optionOf(spec, view));
  optionOf(spec, zones);
  switch (optionOf(spec, form)) {
    case 'side and zone':
      return sideAndZone;
    case 'region':
      return regionReader;
    case 'point':
      return pointReader;
    case 'tooth':
      return toothReader;
  }
}

function targetIn(truth: Truth, spec: TaskSpec): Target {
  const target = findTarget(truth, spec);
  if (target === null) throw new RangeError(missingTarget(truth, spec) ?? '');
  return target;
}

/** The answer against the true place that it fits best: the nearest point; a region that it hits, else one whose side it has right. */
function locate(
  target: Target,
  answer: PlaceAnswer,
  image: ReadableResponse['image'],
  spec: TaskSpec,
): LocatedTarget {
  const { label } = target;
  const missed: LocatedTarget = { label, hit: false, distance: null, sideAgrees: null, sideSwapped: null };
  if (target.kind === 'points') {
    if (answer.kind !== 'point' || image === undefined) return missed;
    const frame = { size: image, pixelSpacing: image.pixelSpacing };
    const each = target.points.flatMap((point) =>
      locatePoints([point], [{ label, x: answer.x, y: answer.y }], frame),
    );
    const rank = ({ hit, distance }: LocatedTarget) => (hit ? -1 : (distance?.pixels ?? Infinity));
    return each.toSorted((a, b) => rank(a) - rank(b))[0] ?? missed;
  }
  const each = target.regions.flatMap((region) =>
    locateRegions([inAskedTerms(region, spec)], [regionOf(answer, region)]),
  );
  const rank = ({ hit, sideAgrees }: LocatedTarget) => (hit ? 0 : sideAgrees === true ? 1 : 2);
  return each.toSorted((a, b) => rank(a) - rank(b))[0] ?? missed;
}

/** The parts of a region that were asked for. */
function inAskedTerms({ label, name, side, zone, fdi }: Region, spec: TaskSpec): Region {
  switch (optionOf(spec, form)) {
    case 'side and zone':
      return { label, ...(side === undefined ? {} : { side }), ...(zone === undefined ? {} : { zone }) };
    case 'tooth':
      return { label, ...(fdi === undefined ? {} : { fdi }) };
    case 'region':
    case 'point':
      return { label, ...(name === undefined ? {} : { name }) };
  }
}

/** An answer as a region, in the reference's own words where it means the same. */
function regionOf(answer: PlaceAnswer, reference: Region): Region {
  const { label } = reference;
  switch (answer.kind) {
    case 'point':
      return { label };
    case 'tooth':
      return { label, fdi: answer.fdi };
    case 'region':
      return { label, name: namesRegion(reference.name, answer.name) ? (reference.name ?? '') : answer.name };
    case 'side and zone': {
      const { side, zone } = answer;
      const same = zone !== null && reference.zone !== undefined && sameZone(reference.zone, zone);
      return {
        label,
        ...(side === null ? {} : { side }),
        ...(zone === null ? {} : { zone: same ? (reference.zone ?? zone) : zone }),
      };
    }
  }
}

function namesRegion(name: string | undefined, answer: string): boolean {
  if (name === undefined || !/[\p{L}\p{N}]/u.test(name)) return false;
  const match = labelMatcher([{ name, synonyms: [] }]).match(answer);
  return match.kind === 'match' && match.how !== 'letter';
}

function askedSide(region: Region, spec: TaskSpec) {
  return optionOf(spec, form) === 'side and zone' ? sideOf(region) : undefined;
}

function drawingOf(answer: PlaceAnswer, label: string): Drawing {
  if (answer.kind === 'point') return { points: [{ label, x: answer.x, y: answer.y }] };
  return { regions: [regionOf(answer, { label })] };
}

function answerText(answer: PlaceAnswer): string {
  switch (answer.kind) {
    case 'point':
      return `(${answer.x.toFixed(0)}, ${answer.y.toFixed(0)})`;
    case 'tooth':
      return String(answer.fdi);
    case 'region':
      return answer.name;
    case 'side and zone':
      return [answer.side, answer.zone].filter((part) => part !== null).join(', ');
  }
}

function targetText(target: Target, spec: TaskSpec): string {
  if (target.kind === 'points') {
    return target.points.map(({ x, y }) => `(${x.toFixed(0)}, ${y.toFixed(0)})`).join(' / ');
  }
  return target.regions
    .map((region) => {
      const { side, zone, name, fdi } = inAskedTerms(region, spec);
      return [side, zone, name, fdi].filter((part) => part !== undefined).join(', ');
    })
    .join(' / ');
}

function idealPlace(target: Target, spec: TaskSpec, frame: AnswerFrame): Readonly<Record<string, unknown>> {
  if (target.kind === 'points') {
    const [point] = target.points;
    const placed = frameOf({ text: '', ...frame });
    if (point === undefined || placed === null)
      throw new RangeError('An example with a point needs the size of its image.');
    const { convention, source, seen } = placed;
    const corner = { x: point.x, y: point.y, width: 0, height: 0 };
    const [a, b] = boxToConvention(
      corner,
      { ...convention, order: convention.order === 'yxyx' ? 'yxyx' : 'xyxy' },
      source,
      seen,
    );
    return { point: [Number(a.toPrecision(6)), Number(b.toPrecision(6))] };
  }
  const [region] = target.regions;
  switch (optionOf(spec, form)) {
    case 'side and zone':
      return { side: region?.side ?? null, zone: region?.zone ?? null };
    case 'tooth':
      return { fdi: region?.fdi ?? null };
    case 'region':
    case 'point':
      return { region: region?.name ?? '' };
  }
}
