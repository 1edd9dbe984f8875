import { Gathering, type AnnotationFormat } from '../annotation/annotated.ts';
import { child, childrenOf, type XmlElement } from '../annotation/xml.ts';
import { reportOf, sectionKind } from './sections.ts';

/**
 * Open-i's export of the Indiana University chest films: an XML file a report, `eCitation` with `AbstractText` by section and `parentImage` by film.
 * The number of the report is the `uid` of the tables that others made of the same set. See https://openi.nlm.nih.gov/faq.
 */
export const openI: AnnotationFormat<XmlElement> = {
  name: 'Open-i',
  fits: (root) => root.name === 'eCitation',
  read(root, { path }, files) {
    const gathering = new Gathering(path, files);
    const id = child(root, 'uId')?.attributes.get('id') ?? '';
    const number = /^CXR(\d+)$/.exec(id)?.[1];
    if (number === undefined) {
      gathering.refuse(
        '',
        `its uId is “${id}”, not CXR and a number`,
        'Take the file from the export of Open-i as it is.',
      );
      return gathering.finish();
    }
    const abstract = child(child(child(root, 'MedlineCitation') ?? root, 'Article') ?? root, 'Abstract');
    const report = reportOf(
      childrenOf(abstract ?? root, 'AbstractText').map(({ attributes, text }) => {
        const heading = attributes.get('Label') ?? '';
        return { heading, kind: sectionKind(heading), text };
      }),
    );
    if (report === undefined) {
      gathering.refuse('', 'its report is empty', 'Leave it out.');
      return gathering.finish();
    }
    // What is before the first slash is the problem; what follows says where, and how much. As in the table's column “Problems”.
    const terms = childrenOf(child(root, 'MeSH') ?? root, 'major').map(
      ({ text }) => text.split('/')[0]?.trim() ?? '',
    );
    const labels = [...new Set(terms)].filter((term) => term !== '');
    const images: string[] = [];
    for (const { attributes } of childrenOf(root, 'parentImage')) {
      // `CXR1_1_IM-0001-3001`; in the set that is passed on as PNG, `1_IM-0001-3001.dcm.png`.
      const film = attributes.get('id') ?? '';
      for (const name of [film, `${film.replace(/^CXR\d+_/, '')}.dcm.png`]) {
        const match = files.findPicture(name, path);
        if (match.kind === 'found') images.push(match.path);
      }
    }
    gathering.add({
      name: number,
      key: `uid:${number}`,
      images: [...new Set(images)].map((image) => ({ path: image })),
      ...(images.length === 0 &&
        report.findings !== undefined && { text: { findings: report.findings, language: report.language } }),
      truth: { report, ...(labels.length > 0 && { labels }) },
    });
    return gathering.finish();
  },
};
