import { spawnSync } from 'node:child_process';
import { cocoFigures } from '../../src/domain/metric/detection/coco-figures.ts';
import { matchAsCoco } from '../../src/domain/metric/detection/coco-matching.ts';
import type { DetectionCase } from '../../src/domain/metric/detection/detection-case.ts';
import type { Figures } from './figure.ts';

const imageCount = 2000;
const detectionsPerImage = 8;
const labels = ['nodule', 'effusion', 'fracture', 'cardiomegaly', 'mass'];
const rounds = 7;
const goalSeconds = 0.4;

/**
 * The twelve COCO figures over 2,000 images and 16,000 detections on one core: the median over rounds, the first among them, so that
 * warming up is not left out of every round. Beside it pycocotools on the same boxes, where it is installed; and the cost by size.
 */
export function figures(): Promise<Figures> {
  const cases = madeUpCases(imageCount, 7);
  const ours = medianSeconds(cases, rounds);
  const peer = peerSeconds(cases);
  return Promise.resolve({
    'COCO, 2,000 images, 16,000 detections': {
      value: ours,
      unit: 's',
      goal: `under ${goalSeconds}`,
      ok: ours < goalSeconds,
      ...(peer === undefined ? {} : { ratio: peer / ours, against: 'pycocotools' }),
    },
    ...costBySize(),
  });
}

/** Time for each 1,000 images at growing sizes: the same where the cost is linear. */
function costBySize(): Figures {
  const least = 1000;
  const perThousand = new Map(
    [least, 10_000, 100_000].map((count) => [
      count,
      medianSeconds(madeUpCases(count, 11), count > least ? 1 : rounds) / (count / 1000),
    ]),
  );
  const first = perThousand.get(least) ?? NaN;
  return Object.fromEntries(
    [...perThousand].map(([count, seconds]) => [
      `COCO, ${count.toLocaleString('en')} images, for each 1,000`,
      {
        value: seconds,
        unit: 's',
        goal: `at most 5 times that of ${least.toLocaleString('en')}`,
        ok: seconds <= 5 * first,
      },
    ]),
  );
}

function medianSeconds(cases: readonly DetectionCase[], times: number): number {
  const seconds = Array.from({ length: times }, () => {
    const start = performance.now();
    const { ap } = cocoFigures(matchAsCoco(cases, labels));
    if (ap === null || !(ap > 0))
      throw new Error('The boxes of the bench do not overlap: its images are wrong.');
    return (performance.now() - start) / 1000;
  });
  return seconds.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Infinity;
}

/** Images of about four true boxes and eight detections, half of them near a true box. */
function madeUpCases(count: number, seed: number): DetectionCase[] {
  const random = generator(seed);
  const label = () => labels[Math.floor(random() * labels.length)] ?? '';
  const box = () => {
    const side = 10 + 190 * random() ** 2;
    return {
      x: 800 * random(),
      y: 800 * random(),
      width: side * (0.5 + random()),
      height: side * (0.5 + random()),
    };
  };
  return Array.from({ length: count }, () => {
    const truth = Array.from({ length: 2 + Math.floor(5 * random()) }, () => ({ ...box(), label: label() }));
    const predicted = Array.from({ length: detectionsPerImage }, (_, i) => {
      const near = i % 2 === 0 ? truth[Math.floor(random() * truth.length)] : undefined;
      const confidence = Math.floor(1e4 * random()) / 1e4;
      if (near === undefined) return { ...box(), label: label(), confidence };
      const shift = () => 0.15 * (random() - 0.5);
      return {
        label: near.label,
        x: near.x + near.width * shift(),
        y: near.y + near.height * shift(),
        width: near.width * (1 + shift()),
        height: near.height * (1 + shift()),
        confidence,
      };
    });
    return { truth, predicted };
  });
}

/** How long pycocotools takes for the same; undefined where Python or the package is absent. */
function peerSeconds(cases: readonly DetectionCase[]): number | undefined {
  const input = JSON.stringify({
    images: cases.map((_, image) => ({ id: image + 1, width: 1000, height: 1000 })),
    categories: labels.map((name, index) => ({ id: index + 1, name })),
    annotations: cases.flatMap(({ truth }, image) =>
      truth.map(({ x, y, width, height, label }) => ({
        image_id: image + 1,
        category_id: labels.indexOf(label) + 1,
        bbox: [x, y, width, height],
        area: width * height,
        iscrowd: 0,
      })),
    ),
    detections: cases.flatMap(({ predicted }, image) =>
      predicted.map(({ x, y, width, height, label, confidence }) => ({
        image_id: image + 1,
        category_id: labels.indexOf(label) + 1,
        bbox: [x, y, width, height],
        score: confidence,
      })),
    ),
  });
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, ['-c', peerScript], {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const seconds = Number(stdout.trim().split('\n').at(-1));
    if (status === 0 && seconds > 0) return seconds;
  }
  return undefined;
}

const peerScript = `
import contextlib, io, json, sys, time
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
given = json.load(sys.stdin)
for number, annotation in enumerate(given['annotations']):
    annotation['id'] = number + 1
with contextlib.redirect_stdout(io.StringIO()):
    truth = COCO()
    truth.dataset = {key: given[key] for key in ('images', 'categories', 'annotations')}
    truth.dataset['info'] = {}
    truth.createIndex()
    found = truth.loadRes(given['detections'])
    start = time.perf_counter()
    evaluation = COCOeval(truth, found, 'bbox')
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    seconds = time.perf_counter() - start
print(seconds)
`;

/** Park and Miller's minimal standard: enough to make up boxes the same way every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
