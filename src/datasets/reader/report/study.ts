/** `files/p10/p10000032/s50414267.txt` of MIMIC-CXR: the patient and the study. */
const ofMimic = /(?:^|\/)p(\d{6,})\/s(\d{6,})\.txt$/i;

/** The numbers of patient and study that a path tells, as MIMIC-CXR's tables write them; null for any other file. */
export function studyOf(path: string): { readonly subject: string; readonly study: string } | null {
  const [, subject, study] = ofMimic.exec(path) ?? [];
  return subject === undefined || study === undefined ? null : { subject, study };
}
