/** Pixels that cannot be decoded; `message` completes "its pixels cannot be decoded: ...". */
export class CodecError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CodecError';
  }
}
