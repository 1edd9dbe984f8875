import { inputSize, lessons } from './classes.ts';

/** What was measured on one collection. */
export interface Figures {
  readonly collection: string;
  readonly n: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  /** Over the cases that have a lesion which the model marks, in source pixels. */
  readonly meanDice: number;
  readonly subgroups: readonly {
    readonly attribute: string;
    readonly value: string;
    readonly n: number;
    readonly accuracy: number;
  }[];
}

interface Trained {
  readonly seed: number;
  /** Of each collection's reader. */
  readonly epochs: Readonly<Record<string, number>>;
  readonly cases: number;
  readonly temperature: number;
}

/** `model.json`: what the model takes and gives, what its classes mean, and its card. */
export function modelFile(trained: Trained, heldOut: readonly Figures[], bundledTest: readonly Figures[]) {
  let offset = 0;
  return {
    format: 'reading-room/onnx-model',
    version: 1,
    name: 'Bundled reader',
    file: 'model.onnx',
    license: 'Apache-2.0',
    input: {
      name: 'image',
      size: [inputSize, inputSize],
      channels: 3,
      layout: 'NCHW',
      range: [0, 1],
      resize:
        'area: each target pixel is the mean of the source pixels that it covers, weighted by the share covered; ' +
        'width and height stretched to 128 each without keeping the aspect; red, green and blue divided by 255, ' +
        'alpha ignored (src/models/onnx/resize.ts)',
    },
    outputs: { logits: 'logits', mask: 'mask' },
    maskThreshold: 0.5,
    collections: lessons.map(({ collection, lesionLabel, lesionOf }) => {
      const start = offset;
      offset += collection.kinds.length;
      return {
        id: collection.folder,
        specialty: collection.header.specialty,
        modality: collection.header.modality,
        classes: collection.kinds.map((kind) => ({
          name: kind,
          synonyms: collection.header.labels.find(({ name }) => name === kind)?.synonyms ?? [],
        })),
        offset: start,
        lesionLabel,
        lesionOf,
      };
    }),
    temperature: trained.temperature,
    card: {
      trainedOn:
        `${trained.cases} pictures drawn by the generator of the bundled data (scripts/datasets) with other seeds; ` +
        `no picture of a patient. Epochs: ${Object.entries(trained.epochs)
          .map(([collection, epochs]) => `${collection} ${epochs}`)
          .join(', ')} (scripts/training/train.py).`,
      seed: trained.seed,
      heldOut,
      bundledTest,
      limits: [
        'It knows drawn pictures only. On a picture of a patient its answer means nothing.',
        'It sees 128 x 128 pixels: findings of a few pixels (caries, small exudates, cup-to-disc ratios near the limit) are lost.',
        'It answers with one of the classes of a collection even where none fits.',
        'Its map marks no exudates, and it takes most normal colonoscopy frames for a polyp. It errs more in the planted subgroups of fundus and endoscopy; see subgroups under heldOut.',
      ],
      notForClinicalUse: true,
    },
  };
}

/** The model card with its table of figures replaced. Throws where the card has lost the place for it. */
export function withFigures(
  card: string,
  heldOut: readonly Figures[],
  bundledTest: readonly Figures[],
): string {
  const [start, end] = [
    '<!-- figures: written by scripts/training/evaluate.ts -->',
    '<!-- end of figures -->',
  ];
  const from = card.indexOf(start);
  const to = card.indexOf(end);
  if (from === -1 || to === -1)
    throw new Error(`docs/model-card.md has no place for the figures: ${start} ${end}`);
  const rows = [
    ...heldOut.map((figures) => ['held out', figures] as const),
    ...bundledTest.map((figures) => ['bundled test split', figures] as const),
  ].map(([what, { collection, n, accuracy, balancedAccuracy, meanDice, subgroups }]) => {
    const groups = subgroups.map((group) => `${group.value}: ${percent(group.accuracy)} (n = ${group.n})`);
    return `| ${collection} | ${what} | ${n} | ${percent(accuracy)} | ${percent(balancedAccuracy)} | ${meanDice.toFixed(2)} | ${groups.join('; ')} |`;
  });
  const table = [
    '| collection | cases | n | accuracy | balanced accuracy | mean Dice | accuracy by subgroup |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  return `${card.slice(0, from)}${start}\n\n${table}\n\n${card.slice(to)}`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
