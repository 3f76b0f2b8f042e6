/** How much memory an interpreter may take, and what it need not keep. */

const PAGE = 65_536;

/**
 * A ceiling for Python's memory: beyond it `malloc` fails and the learner sees `MemoryError`, not a dead tab.
 *
 * Emscripten takes a `grow` that throws for "no memory". Must run before the interpreter is made.
 */
export function limitMemory(bytes: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages: number): number {
    if (this.buffer.byteLength + pages * PAGE > bytes) throw new RangeError("the memory limit of the sandbox");
    return grow.call(this, pages);
  };
}

/** Frees a buffer that nobody reads any more: the garbage collector would let megabytes lie. */
export function release(buffer: ArrayBuffer): void {
  // Not in Safari before 17.4, Firefox before 122, where it lies.
  buffer.transfer?.(0);
}
