import type { ModelProfile } from '../domain/plan/model.ts';
import { isPassedOn, whereaboutsOf } from '../domain/plan/whereabouts.ts';

/** Does what this model is asked go to another machine? A server on this device is none, unless it hands on what it is asked. */
export function leavesDevice(profile: ModelProfile): boolean {
  if (profile.kind === 'onnx') return false;
  return whereaboutsOf(new URL(profile.address).hostname) !== 'this device' || isPassedOn(profile.model);
}
