/**
 * A ceiling for Python's memory: beyond it `malloc` fails and the learner sees `MemoryError`, not a dead tab.
 *
 * Emscripten takes a `grow` that throws for "no memory". Must run before the interpreter is made.
 */

const PAGE = 65_536;

export function limitMemory(bytes: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages: number): number {
    if (this.buffer.byteLength + pages * PAGE > bytes) throw new RangeError("the memory limit of the sandbox");
    return grow.call(this, pages);
  };
}
