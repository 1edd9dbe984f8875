import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { datasetIdOf } from '../../domain/dataset/identity.ts';
import type { DatasetId } from '../../domain/ids.ts';
import type { Container } from '../container/source.ts';
import { deidentified, deidentifiedRefusal } from '../dicom/deidentify.ts';
import type { DicomSurvey } from '../dicom/survey.ts';
import type { FileIndex } from '../reader/file-index.ts';
import type { Reading } from '../reader/reading.ts';
import { manifest } from '../reader/manifest.ts';
import { isTableRecipeName } from '../reader/table/recipe.ts';
import { readByRecipe, type RecipeFound } from '../recipe/read.ts';
import { recipes } from '../recipe/recipes.ts';
import type { ImportChoices } from './choices.ts';
import { sourceKeyOf } from './identity.ts';
import { leftovers } from './leftovers.ts';
import { Pseudonyms, pseudonymized } from './pseudonyms.ts';

/** What of names and free text may be stored. */
export type StorableNames = Pick<DicomSurvey, 'nameOf' | 'isFree' | 'say'>;

/** What opened files say under some choices, rid of what identifies a patient. */
export interface Understanding {
  readonly reading: Reading;
  readonly recipe: RecipeFound | null;
  readonly names: StorableNames;
  /** Those that were dropped, and the pictures inside them. */
  readonly files: FileIndex;
  readonly sourceKey: string;
  readonly dataset: DatasetId;
  readonly name: string;
  readonly refused: readonly RefusedFile[];
  readonly ignored: number;
  /** Files of several known data sets lie here. */
  readonly several: boolean;
}

export async function understand(
  container: Container,
  survey: DicomSurvey,
  index: FileIndex,
  choices: ImportChoices,
): Promise<Understanding> {
  const read = await readByRecipe(index, choices, recipes);
  const rest = await leftovers(index, read.reading);
  const rid = deidentified(read.reading, survey);
  // Of a known public set, and of one that says everything by itself, numbers are its publisher's pseudonyms.
  const isPublished = read.recipe?.inUse === true || rid.reader === manifest.name;
  const pseudonyms = Pseudonyms.of(isPublished ? { numbers: [], cases: [] } : rid);
  const reading = isPublished ? rid : pseudonymized(rid, pseudonyms);
  const names: StorableNames = {
    nameOf: (path) => pseudonyms.say(survey.nameOf(path)),
    isFree: survey.isFree,
    say: (text) => pseudonyms.say(survey.say(text)),
  };
  // A mapping acts by what it says, which is in the keys of the tables: kept, dropped or chosen by hand, it is the same data set.
  const sourceKey = sourceKeyOf(
    container.files.filter(({ path }) => !isTableRecipeName(path)),
    reading.key,
  );
  return {
    reading,
    recipe: read.recipe,
    names,
    files: index.with(reading.embedded),
    sourceKey,
    dataset: datasetIdOf(sourceKey),
    name: choices.name?.trim() || (reading.name ?? pseudonyms.say(ownName(container, survey))),
    refused: [
      ...[...container.refused, ...rest.refused].map((file) => deidentifiedRefusal(file, names)),
      ...reading.refused,
    ],
    ignored: container.ignored + rest.ignored,
    several: read.several,
  };
}

/** The name of the folder or archive, where that names no patient. */
const ownName = ({ name }: Container, survey: DicomSurvey): string =>
  survey.nameOf(name) === name ? name : 'DICOM files';
