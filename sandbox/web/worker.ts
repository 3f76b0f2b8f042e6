/**
 * Python in a worker. It may fetch nothing and store nothing: every file is delivered by the frame.
 *
 * A classic script, because Chromium refuses module workers from a blob in an opaque origin; dynamic `import()` of
 * blob URLs works there in all engines, which is how the interpreter's own modules are loaded.
 */

import { createBirpc } from "birpc";
import type { PyodideInterface } from "pyodide";
import { Deliveries } from "./python/deliveries.ts";
import { limitMemory } from "./python/memory.ts";
import { ask, gradeBeside } from "./python/grading.ts";
import { forgetStorage } from "./python/no-storage.ts";
import type { PageMethods, WorkerMethods } from "./protocol.ts";
import { bootPython } from "./python/pyodide-boot.ts";
import { Server } from "./python/server.ts";

addEventListener("message", (message) => serve(message.ports[0]), { once: true });

function serve(port: MessagePort): void {
  const files = new Deliveries();
  let server: Server;
  let python: PyodideInterface;
  const methods: WorkerMethods = {
    async boot(options) {
      limitMemory(options.memoryLimit);
      forgetStorage();
      python = await bootPython(files, options);
      server = new Server(python, files, options.later, {
        event: (event) => void page.$callEvent("event", event),
        needRest: () => void page.$callEvent("needRest"),
      });
      return { python: python.version };
    },
    // Promise-returning on purpose: a JavaScript exception means that the interpreter died, and becomes a rejection.
    install: (wheels) => server.install(wheels),
    complete: () => server.complete,
    rehearse: () => server.rehearse(),
    start: (project) => server.start(project),
    request: (id, request) => server.request(id, request),
    cancel: (id) => server.cancel(id),
    check: (project) => server.check(project),
    command: (command) => server.terminal((terminal) => terminal.command(command)),
    line: (text) => server.terminal((terminal) => terminal.line(text)),
    drop: () => server.terminal((terminal) => terminal.drop()),
    suggest: (command, begun) => server.terminal((terminal) => terminal.suggest(command, begun)),
    write: (change) => server.write(change),
    grade: async (job) => {
      await server.complete;
      gradeBeside(python, job, (line) => void page.$callEvent("event", { type: "told", line }));
    },
    desk: async (files, question) => {
      await server.complete;
      return ask(python, files, question);
    },
  };
  const page = createBirpc<PageMethods, WorkerMethods>(methods, {
    post: (message) => port.postMessage(message),
    on: (listener) => (port.onmessage = ({ data }) => listener(data)),
    timeout: -1,
  });
}
