/**
 * Why a person should look at an image before it leaves the device, as far as its file says so: it may show what
 * identifies the patient.
 */
export const reviewReasons = ['burned-in annotation', 'recognizable features', 'overlay'] as const;
export type ReviewReason = (typeof reviewReasons)[number];

export function reviewInWords(reason: ReviewReason): string {
  switch (reason) {
    case 'burned-in annotation':
      return 'The file says that annotations are burned into its pixels.';
    case 'recognizable features':
      return 'The file says that the patient can be recognised in it.';
    case 'overlay':
      return 'The file had an overlay, which was left out; the same text may be in the pixels.';
  }
}
