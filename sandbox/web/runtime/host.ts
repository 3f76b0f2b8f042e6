/**
 * The one place of a page where interpreters are made: the frame, and the files that they start from.
 *
 * When a file does not arrive whole, the server may have another build by now. What runs goes on; the next interpreter
 * gets another host, with the manifest of that time, so that two builds never mix.
 */

import { BootError, loadFile, loadScript } from "./assets.ts";
import { SandboxFrame, type Seat } from "./frame.ts";
import { FIRST, loadManifest, type Manifest, SNAPSHOT, WASM } from "./manifest.ts";
import { release } from "../release.ts";
import { refuse, secondHost } from "./second-host.ts";
import { isSnapshotKept, keepSnapshot } from "./snapshot-kept.ts";
import { Unpacking } from "./unpacking.ts";

/** Folder of `playground.js`, from which this module is bundled. */
const BASE = new URL(".", import.meta.url);

/** Longest time in which a frame that is well answers, in ms. */
const PATIENCE = 2_000;
/** Event of the window: whatever shows pages of an app in a frame has to let go of it. */
export const STUCK = "flaskroom:stuck";

interface Transfer {
  /** Bytes received so far. */
  loaded: number;
  done: Promise<void>;
}

let current: Promise<Host> | null = null;

export class Host {
  readonly manifest: Manifest;
  #frame: SandboxFrame;
  /** Resolves when the frame is gone, and all interpreters with it. */
  readonly closed: Promise<void>;
  #close!: () => void;
  #transfers = new Map<string, Transfer>();
  #watchers = new Set<() => void>();
  #seats = new Set<Seat>();
  #retired = false;
  /** Why a file did not come; then it is retired. */
  failure: BootError | null = null;

  private constructor(frame: SandboxFrame, manifest: Manifest) {
    this.#frame = frame;
    this.closed = new Promise((resolve) => this.#close = resolve);
    this.manifest = manifest;
  }

  /**
   * This page's host; one that does not answer is closed, unless that is `gentle`. Rejects with a `BootError`.
   */
  static async here(gentle = false): Promise<Host> {
    if (!current) {
      const opening = current = Host.#open();
      opening.catch(() => current === opening && (current = null));
      return await opening;
    }
    const opened = current;
    const host = await opened;
    const gone = host.closed.then(() => false);
    if (await Promise.race([host.#frame.answers(PATIENCE), gone])) return host;
    if (host.failure) throw host.failure;
    if (gentle && host.#frame.present) throw new BootError("The sandbox does not answer.", "Press Run.");
    if (current === opened) {
      host.close();
      // A script of an app's page may be in an endless loop. Only when all frames are gone does the browser end it.
      dispatchEvent(new Event(STUCK));
    }
    return await Host.here();
  }

  static async #open(): Promise<Host> {
    requireEngine();
    const manifest = loadManifest(BASE);
    manifest.catch(() => {}); // told below
    const frame = await openFrame(loadScript(new URL("worker.js", BASE)));
    try {
      const host = new Host(frame, await manifest);
      // What the first start takes does not wait until the frame is there.
      if (isSnapshotKept(host.manifest)) host.provide([SNAPSHOT]).catch(() => {}); // told to that start
      await Promise.race([frame.opened, host.provide(FIRST)]);
      await frame.opened;
      return host;
    } catch (error) {
      frame.remove();
      throw error;
    }
  }

  /** Starts a worker. */
  spawn(onFailure: (message: string) => void): Seat {
    const seat = this.#frame.spawn(onFailure);
    this.#seats.add(seat);
    return seat;
  }

  /** Ends a worker, whatever it is doing. */
  terminate(seat: Seat): void {
    seat.terminate();
    if (this.#seats.delete(seat) && this.#seats.size === 0 && this.#retired) this.close();
  }

  /** Gets files into the frame, each only once. Rejects with a `BootError`. */
  async provide(names: string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#transfer(name).done));
  }

  /** Bytes of these files that are here, and that they have in all. */
  progress(names: string[]): { loaded: number; total: number } {
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    return {
      loaded: sum(names.map((name) => this.#transfers.get(name)?.loaded ?? 0)),
      total: sum(names.map((name) => this.manifest.files[name].size)),
    };
  }

  /** Calls `onBytes` whenever something has arrived, until the returned function is called. */
  watch(onBytes: () => void): () => void {
    this.#watchers.add(onBytes);
    return () => this.#watchers.delete(onBytes);
  }

  #transfer(name: string): Transfer {
    let transfer = this.#transfers.get(name);
    if (!transfer) {
      this.#transfers.set(name, transfer = { loaded: 0, done: Promise.resolve() });
      transfer.done = this.#fetch(name, transfer);
      transfer.done.catch((error) => {
        this.#transfers.delete(name);
        this.#frame.drop(name);
        if (name === SNAPSHOT) return; // every start can do without
        this.failure = error;
        this.retire();
      });
    }
    return transfer;
  }

  async #fetch(name: string, transfer: Transfer): Promise<void> {
    const source = this.manifest.files[name];
    const url = new URL(`bundle/${source.file}`, BASE);
    const isWasm = name === WASM;
    const { address } = this.#frame;
    if (isWasm && address && await this.#frame.fetch(name, plainFile(source.file, address))) {
      transfer.loaded = source.size;
      this.#watchers.forEach((onBytes) => onBytes());
      return;
    }
    // An interpreter takes the snapshot last.
    const unpacking = source.compressed && !isWasm ? new Unpacking(name === SNAPSHOT) : null;
    const content = await loadFile(url, source, (piece) => {
      transfer.loaded += piece.byteLength;
      this.#watchers.forEach((onBytes) => onBytes());
      if (isWasm) this.#frame.compile(name, piece);
      else unpacking?.add(piece);
    });
    if (isWasm) {
      this.#frame.compile(name, null);
      release(content); // it was here to be verified
    } else this.#frame.add({ name, content, compressed: source.compressed }, await unpacking?.end());
  }

  /** Fetches the snapshot for later visits. */
  keepSnapshot(): Promise<void> {
    return keepSnapshot(BASE, this.manifest);
  }

  /** The next call of `here` opens another host; this one is closed when its last interpreter ends. */
  retire(): void {
    this.#leave();
    if (this.#seats.size === 0) this.close();
  }

  /** Ends all of its interpreters; the next call of `here` opens another host. */
  close(): void {
    this.#leave();
    this.#frame.remove();
    this.#close();
  }

  #leave(): void {
    if (!this.#retired) current = null; // else that may be the next one
    this.#retired = true;
  }
}

/** At the second host, where there is one that answers. */
async function openFrame(script: Promise<string>): Promise<SandboxFrame> {
  const address = secondHost(BASE);
  if (address) {
    const frame = new SandboxFrame(script, address);
    try {
      await frame.opened;
      return frame;
    } catch (error) {
      await script; // it has failed for another reason where that rejects
      refuse((error as Error).message.replace(/\.$/, ""));
    }
  }
  return new SandboxFrame(script, null);
}

/** The file of the second host that is not compressed, so that the browser can keep what it compiles from it. */
function plainFile(file: string, address: URL): URL {
  return new URL(`bundle/${file.replace(/\.bin$/, ".wasm")}`, address);
}

function requireEngine(): void {
  if (typeof WebAssembly === "undefined") {
    throw new BootError(
      "This browser has no WebAssembly, and Python needs it.",
      "Allow WebAssembly in the browser's settings (a strict security mode switches it off), or use another browser.",
    );
  }
}
