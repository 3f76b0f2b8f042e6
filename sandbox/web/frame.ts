/**
 * The sandbox frame: an opaque origin whose policy forbids every request, holding one worker.
 *
 * `'unsafe-eval'` is for WebAssembly in engines that do not know `'wasm-unsafe-eval'`, and for Emscripten's glue.
 * It costs nothing: whatever runs in here is the learner's code anyway, and reaches nothing but its port.
 */

const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; " +
  "worker-src blob:; connect-src blob:";

/** Runs inside the frame; written as a function so that it is type-checked, shipped as its source text. */
function insideFrame(): void {
  addEventListener("message", ({ data, ports }) => {
    const worker = new Worker(URL.createObjectURL(new Blob([data.script], { type: "text/javascript" })));
    worker.onerror = (event) => parent.postMessage({ failed: event.message ?? "The worker could not start." }, "*");
    worker.postMessage(null, ports as MessagePort[]);
    // Removing the frame ends the worker everywhere but takes seconds in Chromium while Python is in a loop.
    addEventListener("message", () => worker.terminate(), { once: true });
  }, { once: true });
}

export interface SandboxFrame {
  port: MessagePort;
  /** Ends the worker, whatever it is doing. */
  remove(): void;
}

/** Opens a frame and starts `script` as its worker; `onFailure` hears of a worker that cannot run at all. */
export async function openFrame(script: string, onFailure: (message: string) => void): Promise<SandboxFrame> {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = "Python";
  frame.hidden = true;
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<script>(${insideFrame})()</script>`;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const hear = (event: MessageEvent) => {
    if (event.source === frame.contentWindow && typeof event.data?.failed === "string") onFailure(event.data.failed);
  };
  addEventListener("message", hear);
  const { port1, port2 } = new MessageChannel();
  frame.contentWindow!.postMessage({ script }, "*", [port2]);
  return {
    port: port1,
    remove() {
      removeEventListener("message", hear);
      frame.contentWindow?.postMessage("terminate", "*");
      port1.close();
      // The message above has to be delivered before its window goes.
      setTimeout(() => frame.remove(), 100);
    },
  };
}
