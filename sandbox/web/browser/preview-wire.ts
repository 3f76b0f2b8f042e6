/**
 * The wire from a page of the app to ours, at the inner end; and the words that go over it.
 *
 * `openWire` and the other functions of `preview-*.ts` that run inside the page are shipped as their source text, so
 * none of them may use anything from outside itself but the wire that it is given.
 */

import type { Submission } from "./forms.ts";
import type { Header } from "../protocol.ts";

/** What the page of the app tells ours. */
export type FromApp =
  | { type: "ready" }
  | { type: "title"; title: string }
  /** The page wants to be another one; `acted` where the reader has just clicked or typed. */
  | { type: "link"; url: string; replace: boolean; acted: boolean; target: string }
  | { type: "download"; url: string; name: string }
  | { type: "file"; file: File }
  | { type: "submit"; submission: Submission; acted: boolean; target: string }
  | { type: "reload"; acted: boolean }
  /** Another entry for the same document. */
  | { type: "history"; replace: boolean; url: string; state: unknown }
  | { type: "go"; delta: number }
  /** A frame in the page, by its number there, wants a page: that of a URL, or the markup of its `srcdoc`. */
  | { type: "frame"; frame: number; name: string; url: string; markup: string | null }
  /** That frame is gone. */
  | { type: "unframe"; frame: number }
  | {
    type: "fetch";
    id: number;
    method: string;
    url: string;
    headers: Header[];
    body: ArrayBuffer;
    redirect: RequestRedirect;
  }
  | { type: "abort"; id: number }
  | { type: "load"; id: number; url: string }
  | { type: "cookie"; text: string }
  | { type: "storage"; area: StorageArea; entries: [string, string][] }
  | { type: "notice"; text: string }
  /** The app's own policy has blocked something. */
  | { type: "violation"; directive: string; blocked: string; line: number }
  | { type: "pageerror"; message: string; source: string; line: number };

/** What ours tells it; what has an `id` is an answer. */
export type ToApp =
  | { type: "head"; id: number; url: string; status: number; reason: string; headers: Header[] }
  | { type: "chunk"; id: number; bytes: Uint8Array }
  | { type: "end"; id: number }
  | { type: "loaded"; id: number; dataUrl: string }
  | { type: "failed"; id: number; message: string }
  | { type: "cookies"; text: string }
  /** The reader went to another entry of the same document. */
  | { type: "traversed"; url: string; state: unknown; index: number; length: number }
  /** The reader wants to go to another place in it. */
  | { type: "visit"; url: string }
  /** The document of a frame in the page. */
  | { type: "framed"; frame: number; html: string }
  /** Another page of the app has changed the storage. */
  | { type: "stored"; area: StorageArea; entries: [string, string][] }
  /** More markup of a page that is still arriving; null after the last. */
  | { type: "write"; html: string | null };

export type StorageArea = "localStorage" | "sessionStorage";

/** What a page starts with. */
export interface PageStart {
  url: string;
  /** What relative references begin at, where the page itself says it; null where that is its URL. */
  base: string | null;
  referrer: string;
  cookie: string;
  storage: Record<StorageArea, [string, string][]>;
  /** Session history: the state of its entry, its place, and how many there are. */
  state: unknown;
  index: number;
  length: number;
  /** From the field `Refresh` or the element that stands for it. */
  refresh: { seconds: number; url: string } | null;
  /** Whether the app's own policy lets scripts ask it, and forms go to it. */
  allows: { connect: boolean; form: boolean };
  /** For a page in a frame of another; null for the one that fills the window. */
  frame: PageFrame | null;
}

export interface PageFrame {
  /** What the page says it is by. */
  key: string;
  /** How many pages are around it. */
  depth: number;
  /** URLs of the page around it, and of the one that fills the window. */
  parent: string;
  top: string;
}

/** A question before it has its number. */
export type Question = Extract<FromApp, { id: number }> extends infer Asked
  ? Asked extends { id: number } ? Omit<Asked, "id"> : never
  : never;

export interface Wire {
  readonly start: PageStart;
  tell(message: FromApp, transfer?: Transferable[]): void;
  /** Asks; `hear` gets every answer. Returns the number of the question. */
  ask(question: Question, hear: (answer: ToApp) => void): number;
  /** Calls `listener` for what is no answer. */
  on<Type extends ToApp["type"]>(type: Type, listener: (message: Extract<ToApp, { type: Type }>) => void): void;
  /** True where the reader has just acted in the page. */
  acted(): boolean;
  /** Where the page is by now, and how it goes elsewhere; `preview-history.ts` makes these real. */
  place: { url: string; visit(url: string, replace: boolean, target?: string): void };
}

export function openWire(start: PageStart): Wire {
  const { port1: port, port2 } = new MessageChannel();
  const waiting = new Map<number, (answer: ToApp) => void>();
  const listeners = new Map<string, ((message: never) => void)[]>();
  let last = 0;
  let host: Window = parent;
  for (let above = start.frame?.depth ?? 0; above > 0; above--) host = host.parent;
  port.onmessage = ({ data }: MessageEvent<ToApp>) => {
    if ("id" in data) {
      waiting.get(data.id)?.(data);
      if (data.type === "end" || data.type === "loaded" || data.type === "failed") waiting.delete(data.id);
    } else for (const listener of listeners.get(data.type) ?? []) listener(data as never);
  };
  host.postMessage(start.frame ? { frame: start.frame.key } : "page", "*", [port2]);
  return {
    start,
    tell: (message, transfer = []) => port.postMessage(message, transfer),
    ask(question, hear) {
      const id = ++last;
      waiting.set(id, hear);
      port.postMessage({ ...question, id });
      return id;
    },
    on: (type, listener) =>
      void listeners.set(type, [...listeners.get(type) ?? [], listener as (message: never) => void]),
    acted: () => navigator.userActivation?.isActive ?? true,
    place: { url: start.url, visit: () => {} },
  };
}
