import type { ModelProfile } from '../domain/plan/model.ts';

/** Does what this model is asked go to another machine? A server on this device is no other machine. */
export function leavesDevice(profile: ModelProfile): boolean {
  if (profile.kind === 'onnx') return false;
  const { hostname } = new URL(profile.address);
  return hostname !== 'localhost' && hostname !== '127.0.0.1' && hostname !== '[::1]';
}
