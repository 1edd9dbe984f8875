import { withoutExtension } from '../../container/path.ts';
import type { Shape } from '../drawing.ts';
import type { Gathering } from './annotated.ts';
import { cvatShape } from './cvat-shapes.ts';
import { child, childrenOf, numberAt, numberIn, textAt, type XmlElement } from './xml.ts';

export const withoutArea = '# lines and skeletons have no area and are left out.';

interface Frames {
  readonly shapes: Map<number, Shape[]>;
  readonly spoilt: Set<number>;
  hasBox: boolean;
}

/**
 * CVAT for video 1.1: a track draws one thing on frame after frame, until it says that it is outside. The frames lie beside the file as
 * CVAT saves them (`images/frame_000012.PNG`), and are of one group: the video. A track that leaves frames out between two that it names
 * would have to be completed by guesses, and is refused.
 */
export function addTracks(root: XmlElement, path: string, gathering: Gathering): void {
  const task = child(child(root, 'meta') ?? root, 'task') ?? root;
  const size = {
    width: numberAt(task, 'original_size', 'width'),
    height: numberAt(task, 'original_size', 'height'),
  };
  const tracks = childrenOf(root, 'track');
  const named = new Set(tracks.flatMap(({ children }) => children.map((each) => numberIn(each, 'frame'))));
  const numbers = [...named].filter(Number.isInteger).sort((a, b) => a - b);
  const frames: Frames = { shapes: new Map(), spoilt: new Set(), hasBox: false };
  for (const [at, track] of tracks.entries())
    if (!addTrack(track, `track ${track.attributes.get('id') ?? at}`, numbers, size, frames, gathering))
      return;
  const drawnOn = size.width > 0 && size.height > 0 ? { drawnOn: size } : {};
  const group = textAt(task, 'name') || withoutExtension(path);
  for (const frame of numbers) {
    const picture = gathering.picture([`frame_${String(frame).padStart(6, '0')}`], `frame ${frame}`);
    if (picture === null || frames.spoilt.has(frame)) continue;
    const shapes = frames.shapes.get(frame) ?? [];
    gathering.add({
      name: picture,
      images: [{ path: picture }],
      truth: frames.hasBox ? { boxes: [] } : {},
      ...(shapes.length > 0 && { drawings: [{ file: path, ...drawnOn, shapes }] }),
      group,
    });
  }
}

/** False where the track cannot be followed: then nothing of the video is known in full. */
function addTrack(
  track: XmlElement,
  place: string,
  numbers: readonly number[],
  size: { readonly width: number; readonly height: number },
  frames: Frames,
  gathering: Gathering,
): boolean {
  const label = track.attributes.get('label') ?? '';
  const own = new Map(track.children.map((element) => [numberIn(element, 'frame'), element]));
  let isInside = false;
  const last = [...own.keys()].reduce((a, b) => Math.max(a, b), -Infinity);
  for (const frame of numbers) {
    const element = own.get(frame);
    if (element === undefined) {
      if (!isInside || frame > last) continue;
      gathering.refuse(
        place,
        `it leaves out frame ${frame} between two that it names`,
        'Export the video from CVAT with all frames of its tracks, or as “CVAT for images 1.1”.',
      );
      return false;
    }
    isInside = element.attributes.get('outside') !== '1';
    if (!isInside) continue;
    const at = `${place}, frame ${frame}`;
    const read = cvatShape(element, label, at, size);
    if (read.kind === 'no area') gathering.note(withoutArea);
    else if (read.kind === 'fault') {
      gathering.refuse(at, read.reason, 'Correct it in CVAT; its frame is left out until then.');
      frames.spoilt.add(frame);
    } else if (read.kind === 'shapes') {
      frames.hasBox ||= read.shapes.some(({ kind }) => kind === 'box');
      if (frames.shapes.get(frame)?.push(...read.shapes) === undefined)
        frames.shapes.set(frame, [...read.shapes]);
    }
  }
  return true;
}
