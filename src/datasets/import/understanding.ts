import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { datasetIdOf } from '../../domain/dataset/identity.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { Container } from '../container/source.ts';
import { deidentified, deidentifiedRefusal } from '../dicom/deidentify.ts';
import type { DicomSurvey } from '../dicom/survey.ts';
import type { FileIndex } from '../reader/file-index.ts';
import type { Reading } from '../reader/reading.ts';
import { isTableRecipeName } from '../reader/table/recipe.ts';
import { readByRecipe, type RecipeFound } from '../recipe/read.ts';
import { recipes } from '../recipe/recipes.ts';
import type { ImportChoices } from './choices.ts';
import { sourceKeyOf } from './identity.ts';
import { leftovers } from './leftovers.ts';

/** What opened files say under some choices, rid of what identifies a patient. */
export interface Understanding {
  readonly reading: Reading;
  readonly recipe: RecipeFound | null;
  /** Those that were dropped, and the pictures inside them. */
  readonly files: FileIndex;
  readonly sourceKey: string;
  readonly dataset: DatasetId;
  readonly name: string;
  readonly refused: readonly RefusedFile[];
  readonly ignored: number;
}

export async function understand(
  container: Container,
  survey: DicomSurvey,
  index: FileIndex,
  choices: ImportChoices,
): Promise<Understanding> {
  const read = await readByRecipe(index, choices, recipes);
  const rest = await leftovers(index, read.reading);
  const reading = deidentified(read.reading, survey);
  // A mapping acts by what it says, which is in the keys of the tables: kept, dropped or chosen by hand, it is the same data set.
  const sourceKey = sourceKeyOf(
    container.files.filter(({ path }) => !isTableRecipeName(path)),
    reading.key,
  );
  return {
    reading,
    recipe: read.recipe,
    files: index.with(reading.embedded),
    sourceKey,
    dataset: datasetIdOf(sourceKey),
    name: choices.name?.trim() || (reading.name ?? ownName(container, survey)),
    refused: [
      ...[...container.refused, ...rest.refused].map((file) => deidentifiedRefusal(file, survey)),
      ...reading.refused,
    ],
    ignored: container.ignored + rest.ignored,
  };
}

/** The name of the folder or archive, where that names no patient. */
const ownName = ({ name }: Container, survey: DicomSurvey): string =>
  survey.nameOf(name) === name ? name : 'DICOM files';
