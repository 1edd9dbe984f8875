import type { ModelProfile } from '../domain/plan/model.ts';
import { openAiCompatible } from './cloud/openai-compatible.ts';
import type { Model } from './model.ts';
import type { ModelNeeds } from './needs.ts';
import { onnx } from './onnx/onnx-model.ts';

/** Every kind of model: a new one is a line here and a folder beside. */
export function openModel(profile: ModelProfile, needs: ModelNeeds): Model {
  switch (profile.kind) {
    case 'onnx':
      return onnx(profile, needs);
    case 'openai-compatible':
      return openAiCompatible(profile, needs);
  }
}
