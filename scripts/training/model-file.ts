import { inputSize, lessons } from './classes.ts';
import type { Figures } from './figures.ts';

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
      collection: 'collection',
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
