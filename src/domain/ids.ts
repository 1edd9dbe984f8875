/** Branded ids: a dataset's id cannot be passed where a run's is wanted. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** SHA-256 of a blob's bytes, 64 lower-case hexadecimal digits. */
export type BlobHash = Branded<'BlobHash'>;
export type DatasetId = Branded<'DatasetId'>;
/** Identifies a case by its content (name, images, text): the same case has the same id on every device. */
export type SampleId = Branded<'SampleId'>;
export type ModelId = Branded<'ModelId'>;
/** Identifies one version of a prompt by the hash of its text. */
export type PromptId = Branded<'PromptId'>;
/** Hash of a plan's canonical JSON. */
export type PlanId = Branded<'PlanId'>;
export type RunId = Branded<'RunId'>;
/** `sample/model/prompt/repeat/condition`, then question and examples where there are any: unique within a run. */
export type TrialKey = Branded<'TrialKey'>;

function assertBranded<Name extends string>(value: string, name: Name): asserts value is Branded<Name> {
  if (value === '') throw new RangeError(`${name} must not be empty`);
}

function brander<Name extends string>(name: Name): (value: string) => Branded<Name> {
  return (value) => {
    assertBranded(value, name);
    return value;
  };
}

export const blobHash = brander('BlobHash');
export const datasetId = brander('DatasetId');
export const sampleId = brander('SampleId');
export const modelId = brander('ModelId');
export const promptId = brander('PromptId');
export const planId = brander('PlanId');
export const runId = brander('RunId');
export const trialKey = brander('TrialKey');
