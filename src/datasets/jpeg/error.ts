/** A compressed picture that cannot be decoded; `message` completes "its pixels cannot be decoded: ...". */
export class JpegError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JpegError';
  }
}
