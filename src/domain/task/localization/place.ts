import { choiceOption, optionOf, textOption } from '../options.ts';
import { arraySchema, nullableTextSchema, numberSchema, objectSchema, textSchema } from '../schema.ts';
import type { JsonSchema, TaskSpec } from '../task.ts';
import { form } from './target.ts';

const asksForSides = ({ form: asked }: TaskSpec['options']) =>
  asked === undefined || asked === 'side and zone';

export const view = choiceOption('view', ['facing', 'as seen'], 'facing', {
  label: 'Left and right of the picture',
  help: "Where an answer speaks of the picture's left and right: a patient who faces the viewer, as on films, has the left at the picture's right.",
  decides: 'scoring',
  choiceWords: { facing: 'the patient faces the viewer', 'as seen': "are the patient's own" },
  matters: asksForSides,
});
export const zones = textOption('zones', '', {
  label: 'Zones that may be answered',
  help: "Separated by commas; empty: in the model's own words.",
  decides: 'asking',
  matters: asksForSides,
});

/** In what terms a place is to be given, in words: what the slot `{{place}}` becomes. */
export function describePlace(spec: TaskSpec, language: string, coordinates: string): string {
  const chinese = language.startsWith('zh');
  const named = zoneNames(spec);
  switch (optionOf(spec, form)) {
    case 'side and zone':
      return chinese
        ? `请给出侧别（患者的左、右，而非图像的左、右；left、right、bilateral 或 midline）和区域${named.length > 0 ? `（${named.join('、')}）` : ''}。`
        : `Give the side of the patient, not of the picture (left, right, bilateral or midline), and the zone${named.length > 0 ? ` (${named.join(', ')})` : ''}.`;
    case 'region':
      return chinese ? '请给出解剖部位的名称。' : 'Give the name of the anatomical region.';
    case 'point':
      return chinese ? `请给出其中心点。${coordinates}` : `Give the point at its centre. ${coordinates}`;
    case 'tooth':
      return chinese
        ? '请给出该牙的 FDI 两位数牙位编号。'
        : "Give the tooth by its two-digit FDI number (quadrants from the patient's upper right clockwise as seen: 1 upper right, 2 upper left, 3 lower left, 4 lower right).";
  }
}

/** The form of the answer. */
export function placeSchema(spec: TaskSpec): JsonSchema {
  switch (optionOf(spec, form)) {
    case 'side and zone': {
      const named = zoneNames(spec);
      return objectSchema({
        side: {
          type: ['string', 'null'],
          enum: ['left', 'right', 'bilateral', 'midline', null],
          description: 'side of the patient',
        },
        zone:
          named.length > 0
            ? { type: ['string', 'null'], enum: [...named, null] }
            : nullableTextSchema('the zone'),
      });
    }
    case 'region':
      return objectSchema({ region: textSchema('name of the anatomical region') });
    case 'point':
      return objectSchema({ point: arraySchema(numberSchema('number'), 'two numbers') });
    case 'tooth':
      return objectSchema({ fdi: { type: 'integer', description: 'two-digit FDI number' } });
  }
}

function zoneNames(spec: TaskSpec): readonly string[] {
  return optionOf(spec, zones)
    .split(',')
    .map((zone) => zone.trim())
    .filter((zone) => zone !== '');
}
