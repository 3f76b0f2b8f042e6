/** The body of a response as it arrives: whole for the record, in pieces for whoever draws or reads them meanwhile. */

/** Most bytes of one response; an app that sends without end would fill the memory of the page. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** Who wants a response piece by piece. */
export interface Receiver {
  /** The last hop has answered and its body begins; what this returns gets every piece. */
  head(url: string, head: { status: number; reason: string; headers: [name: string, value: string][] }): Piece | void;
}
export type Piece = (bytes: Uint8Array) => void;

export interface Received {
  body: Uint8Array<ArrayBuffer>;
  /** Why reading ended before the body did, or null. */
  cut: "aborted" | "too large" | null;
}

/** Reads to the end, to `MOST_BYTES`, or until `signal` says so; the sender is then told. Rejects where the stream fails. */
export async function receive(
  stream: ReadableStream<Uint8Array>,
  piece?: Piece | void,
  signal?: AbortSignal,
): Promise<Received> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let cut: Received["cut"] = null;
  const abort = () => {
    cut = "aborted";
    void reader.cancel();
  };
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || cut) break;
      pieces.push(value);
      piece?.(value);
      size += value.length;
      if (size < MOST_BYTES) continue;
      cut = "too large";
      void reader.cancel();
      break;
    }
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  return { body: join(pieces, size), cut };
}

function join(pieces: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
