const encoder = new TextEncoder();

/** Exact size of a request's body. Throws TypeError for bodies whose size cannot be known before they are sent. */
export function sentBytes(body: BodyInit | null): number {
  if (body === null) return 0;
  if (typeof body === 'string') return encoder.encode(body).byteLength;
  if (body instanceof Blob) return body.size;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  throw new TypeError(
    'A request that leaves the app must have a body of text, bytes or a Blob, so that it can be counted',
  );
}

/**
 * The same response, whose body is counted as it is read. `finished` is called once: with the bytes that came when
 * the body ends, and with the reason too when it breaks off, is cancelled or its request is aborted.
 */
export function countReceived(
  response: Response,
  signal: AbortSignal | undefined,
  finished: (bytes: number, error?: unknown) => void,
): Response {
  let bytes = 0;
  let ended = false;
  const end = (error?: unknown): void => {
    if (ended) return;
    ended = true;
    signal?.removeEventListener('abort', aborted);
    finished(bytes, error);
  };
  const aborted = (): void => end(signal?.reason);
  if (response.body === null) {
    end();
    return response;
  }
  signal?.addEventListener('abort', aborted);
  const reader = response.body.getReader();
  const counted = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const piece = await reader.read();
          if (piece.done) {
            end();
            controller.close();
          } else {
            bytes += piece.value.byteLength;
            controller.enqueue(piece.value);
          }
        } catch (error) {
          end(error);
          controller.error(error);
        }
      },
      async cancel(reason) {
        end(reason ?? new Error('cancelled'));
        await reader.cancel(reason);
      },
    },
    // Nothing is read ahead, so that the end is seen when the caller sees it.
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(counted, { status, statusText, headers });
}
