import {
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_BAD_FORMAT,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  ERR_SPLIT_ZIP_FILE,
} from '@zip.js/zip.js';

const notZip = 'it is no zip archive, or its end is missing';

/** What the library's own sentences mean to a person. */
const meanings: Readonly<Record<string, string>> = {
  [ERR_BAD_FORMAT]: notZip,
  [ERR_EOCDR_NOT_FOUND]: notZip,
  [ERR_CENTRAL_DIRECTORY_NOT_FOUND]: 'its table of contents is damaged',
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY]: 'its table of contents is encrypted',
  [ERR_SPLIT_ZIP_FILE]: 'it is one part of an archive that was split into several',
  [ERR_AMBIGUOUS_ARCHIVE]: 'its table of contents contradicts what lies in it',
  [ERR_LOCAL_FILE_HEADER_NOT_FOUND]: 'it does not lie where the table of contents says',
  [ERR_ENTRY_DATA_OUT_OF_BOUNDS]: 'it does not lie where the table of contents says',
  [ERR_INVALID_CRC32]: 'its checksum is wrong',
  [ERR_INVALID_UNCOMPRESSED_SIZE]: 'it does not unpack to the size that the archive says',
};

/** Why an archive, or a file in it, cannot be read: in words that go on from “it cannot be unpacked:”. */
export function zipFault(cause: unknown): string {
  // Only our own faults are ranges.
  if (cause instanceof RangeError) return cause.message;
  return (cause instanceof Error && meanings[cause.message]) || 'its bytes make no sense';
}
