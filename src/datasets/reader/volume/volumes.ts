import { figures } from '../../figures.ts';
import type { LabelDefinition, RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import { hashText } from '../../../domain/plan/identity.ts';
import { folderOf } from '../../container/path.ts';
import type { FileSource } from '../../container/source.ts';
import { loneHeader, pairedVolume } from '../../nifti/pair.ts';
import { isVolumeName, splitOfWord } from '../../names.ts';
import { refusedFile } from '../../refusal.ts';
import { labelsOfCases } from '../draft-labels.ts';
import { mergeDrafts } from '../merge/drafts.ts';
import { unsaid, type CaseDraft, type MaskFile, type Reader } from '../reading.ts';
import { describedVolumes, namesBeside, type Described } from './beside.ts';
import { labelsOfDescription } from './label-names.ts';
import { isLabelMapPath, pairLabelMaps, type Pairing } from './pairing.ts';
import { sameGrid } from './same-grid.ts';
import { notesOfSeveral } from './several-volumes.ts';

/** A case for every NIfTI volume, or for those that one label map was drawn on, with the label map as truth. */
export const volumes: Reader = {
  name: 'Volumes (NIfTI)',
  part: 'truth',
  async read(files) {
    const pairs = await readPairs(files.files);
    const all = [...files.files, ...pairs.joined].filter(({ path }) => isVolumeName(path));
    if (all.length === 0 && pairs.refused.length === 0) return null;
    const described = await describedVolumes(files);
    const beside = await namesBeside(files, all);
    // Of a picture, one line that begins with a number is no list of names.
    const isLabelMap = (path: string): boolean =>
      isLabelMapPath(path) || (beside.get(path)?.labels.length ?? 0) > 1;
    const names = new Map([...beside].filter(([path]) => isLabelMap(path)));
    const images = all.filter(({ path }) => !isLabelMap(path));
    const found = pairLabelMaps(
      all.map(({ path }) => path).filter(isLabelMap),
      images.map(({ path }) => path),
    );
    const notes: string[] = [];
    const refused: RefusedFile[] = [...pairs.refused];
    const drafts: CaseDraft[] = [];
    for (const pairing of found) {
      const { images: own, onGrid } = await withGrid(pairing, names.has(pairing.labelMap), all, images);
      if (own.length === 0) {
        refused.push(refusedFile(pairing.labelMap, withoutVolume));
        continue;
      }
      if (onGrid)
        notes.push(
          `${pairing.labelMap} was taken for the label map of ${own.join(', ')}: it has the same grid, and a text beside it names its values.`,
        );
      const mask = maskOf(pairing, names.get(pairing.labelMap)?.labels, described);
      drafts.push(caseOf(own, [mask]));
    }
    const drawnOn = new Set(drafts.flatMap((draft) => draft.images.map(({ path }) => path)));
    for (const { path } of images) if (!drawnOn.has(path)) drafts.push(caseOf([path], []));
    const merged = mergeDrafts(drafts);
    const cases = merged.cases.sort((a, b) => order.compare(a.name, b.name));
    const unnamed = cases.some(({ maskFiles }) => maskFiles.some(isUnnamed));
    const [about] = described;
    return {
      ...unsaid,
      reader: this.name,
      understood: understoodOf(cases, found.length - (refused.length - pairs.refused.length)),
      name: about?.said.name.trim() || null,
      description: about?.said.description ?? '',
      license: (about?.said.licence || about?.said.license) ?? '',
      source: about?.said.reference ?? '',
      modality: [...new Set(Object.values(about?.said.modality ?? about?.said.channel_names ?? {}))].join(
        ', ',
      ),
      specialty: 'radiology',
      labels: definitionsOf(cases, described),
      notes: [
        'A model is asked about one axial slice of each volume: the one with the most labelled voxels, or the middle one where there is no label map. Masks are those of that slice.',
        ...(mayBeClasses(cases)
          ? [
              'Folders of volumes are not taken for classes: if they are, give them as a table (CSV) of paths and labels.',
            ]
          : []),
        ...(unnamed
          ? ['Nothing names the values of some label maps: they are called by their numbers.']
          : []),
        ...(await notesOfSeveral(images)),
        ...notes,
      ],
      cases,
      refused: [...refused, ...merged.refused],
      unnamed: { reason: 'it is no volume', remedy: 'Import it by itself, if it is meant.' },
      used: [
        ...described.map(({ path }) => path),
        ...[...names.values()].map(({ path }) => path),
        ...pairs.used,
      ],
      key: [
        'volumes',
        ...described.map(({ text }) => hashText(text)),
        ...[...names.values()].map(({ text }) => hashText(text)),
      ],
      embedded: pairs.joined,
    };
  },
};

const order = new Intl.Collator('en', { numeric: true });

const withoutVolume = {
  reason: 'it is a label map, and the volume that it was drawn on is not here',
  remedy: 'Add the volume, in the same folder or in a folder “images” beside it, under the same name.',
};

/** The label map's volumes by name; of one whose values a text names, else those on the same grid in the same folder. */
async function withGrid(
  { labelMap, images }: Pairing,
  named: boolean,
  all: readonly FileSource[],
  candidates: readonly FileSource[],
): Promise<{ readonly images: readonly string[]; readonly onGrid: boolean }> {
  const file = all.find(({ path }) => path === labelMap);
  if (images.length > 0 || !named || file === undefined) return { images, onGrid: false };
  return { images: await sameGrid(file, candidates), onGrid: true };
}

function maskOf(
  { labelMap, part }: Pairing,
  own: readonly { readonly value: number; readonly label: string }[] | undefined,
  described: readonly Described[],
): MaskFile {
  if (part !== null && own === undefined) return { path: labelMap, rule: { kind: 'above', label: part } };
  const around = described.filter(({ folder }) => folder === '' || labelMap.startsWith(`${folder}/`));
  const nearest = around.toSorted((a, b) => b.folder.length - a.folder.length)[0];
  const labels = own ?? (nearest === undefined ? [] : labelsOfDescription(nearest.said.labels));
  return { path: labelMap, rule: { kind: 'numbered', labels } };
}

/** Several folders with several volumes each, and no label map. */
function mayBeClasses(cases: readonly CaseDraft[]): boolean {
  const folders = Map.groupBy(cases, ({ name }) => folderOf(name));
  return (
    folders.size > 1 &&
    [...folders.values()].every((inside) => inside.length > 1) &&
    cases.every(({ maskFiles }) => maskFiles.length === 0)
  );
}

const isUnnamed = ({ rule }: MaskFile): boolean => rule.kind === 'numbered' && rule.labels.length === 0;

function caseOf(images: readonly string[], maskFiles: readonly MaskFile[]): CaseDraft {
  const [name = ''] = images;
  const subject = /(?:^|[/_])(sub-[a-z0-9]+)/i.exec(name)?.[1];
  return {
    name,
    images: images.map((path) => ({ path })),
    truth: {},
    maskFiles,
    split: splitOf(name),
    ...(subject !== undefined && { group: subject }),
    attributes: {},
  };
}

/** `imagesTr`, `imagesTs` of the Decathlon and nnU-Net. */
function splitOf(path: string): Split {
  const found = /(?:^|\/)images(tr|ts|va)\//i.exec(path)?.[1]?.toLowerCase();
  if (found !== undefined) return found === 'tr' ? 'train' : found === 'ts' ? 'test' : 'validation';
  const folders = path.split('/').slice(0, -1);
  return folders.map(splitOfWord).find((split) => split !== null) ?? 'none';
}

function definitionsOf(cases: readonly CaseDraft[], described: readonly Described[]): LabelDefinition[] {
  const stated = described.flatMap(({ said }) => labelsOfDescription(said.labels).map(({ label }) => label));
  return [...new Set([...stated, ...labelsOfCases(cases)])].map((name) => ({ name, synonyms: [] }));
}

function understoodOf(cases: readonly CaseDraft[], labelMaps: number): string {
  const count = cases.reduce((sum, { images }) => sum + images.length, 0);
  const volumesInWords = count === 1 ? 'One volume' : `${figures(count)} volumes`;
  const mapsInWords =
    labelMaps === 0 ? '' : `, with ${labelMaps === 1 ? 'one label map' : `${figures(labelMaps)} label maps`}`;
  return `${volumesInWords}${cases.length === count ? '' : ` of ${figures(cases.length)} cases`}${mapsInWords}.`;
}

interface Pairs {
  readonly joined: readonly FileSource[];
  readonly refused: readonly RefusedFile[];
  readonly used: readonly string[];
}

/** Volumes of two files (`a.hdr`, `a.img`). */
async function readPairs(files: readonly FileSource[]): Promise<Pairs> {
  const joined: FileSource[] = [];
  const refused: RefusedFile[] = [];
  const used: string[] = [];
  const byPath = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  for (const file of files) {
    if (/\.(?:hdr|img)\.gz$/i.test(file.path))
      refused.push({
        path: file.path,
        reason: 'it is one half of a volume in two packed files',
        remedy: 'Unpack both halves, or save the volume as .nii.gz.',
      });
    if (!/\.hdr$/i.test(file.path)) continue;
    const voxels = byPath.get(file.path.toLowerCase().replace(/hdr$/, 'img'));
    if (voxels === undefined) {
      const why = await loneHeader(file);
      if (why !== null) refused.push(refusedFile(file.path, why));
      continue;
    }
    const volume = await pairedVolume(file, voxels);
    if (volume === null) continue;
    used.push(voxels.path);
    if ('reason' in volume) refused.push(refusedFile(file.path, volume));
    else {
      used.push(file.path);
      joined.push(volume);
    }
  }
  return { joined, refused, used };
}
