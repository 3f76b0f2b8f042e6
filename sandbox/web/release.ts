/** Frees a buffer that nobody reads any more: the garbage collector would let megabytes lie. */
export function release(buffer: ArrayBuffer): void {
  // Not in Safari before 17.4, Firefox before 122, where it lies.
  buffer.transfer?.(0);
}
