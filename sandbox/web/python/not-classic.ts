/**
 * To be imported before Pyodide, which refuses classic workers as soon as it is imported. It knows them by this
 * function, and needs nothing from a module worker but `import()`, which a classic one has as well.
 */

Object.assign(globalThis, { importScripts: undefined });
