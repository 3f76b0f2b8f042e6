/**
 * The page's side of working without a network: registers the service worker and tells it what is open.
 *
 * Where browsers forbid service workers nothing is said; the button on the page about it (`offline-button.ts`) says why.
 */

import { quiet } from "../runtime/quiet.ts";

/** What a page tells the service worker. */
export interface Hello {
  /** The build that the page is of. */
  build: string;
  /** The reader pays for data or has asked to save it. */
  frugal: boolean;
}

export interface Registered {
  root: string;
  build: string;
  registration: ServiceWorkerRegistration;
}

/** The site's root: scripts are in `assets/sandbox/`. */
const ROOT = new URL("../../", import.meta.url);
let pending: Promise<Registered> | null = null;

/** Called by every page that loads the playgrounds' script. */
export async function startOffline(): Promise<void> {
  // A part that cannot be loaded leaves what the page itself says in the button's place.
  if (document.querySelector("flask-offline")) import("./offline-button.ts").catch(() => {});
  // On a first visit more than a hundred files are fetched, which would make a first Run up to a quarter slower.
  if (!(await container())?.controller) await quiet();
  register().catch(() => {});
}

/** Rejects with an `Error` whose message tells the reader why nothing can be kept. */
export function register(): Promise<Registered> {
  return pending ??= start();
}

async function start(): Promise<Registered> {
  const build = document.querySelector<HTMLMetaElement>('meta[name="flaskroom-build"]')?.content;
  if (!build) {
    throw new Error("This is a preview for authors, which shows every change at once: nothing is kept of it.");
  }
  if (!isSecureContext) throw new Error("Browsers keep pages of HTTPS addresses alone, and this one is plain HTTP.");
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  const registration = await ask();
  const workers = navigator.serviceWorker;
  const frugal = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ?? false;
  const greet = () => workers.controller?.postMessage({ build, frugal } satisfies Hello);
  workers.addEventListener("controllerchange", greet);
  greet();
  return { root: ROOT.href, build, registration };
}

async function ask(): Promise<ServiceWorkerRegistration> {
  const registration = await (await container())?.register(new URL("service-worker.js", ROOT)).catch((error) => {
    if (error instanceof TypeError) throw new Error("The connection failed. Reload the page to try again.");
  });
  if (registration) return registration;
  throw new Error("This browser lets no site keep its pages in this window. Private windows often forbid it.");
}

/** Null where the browser has no service workers or allows none. */
async function container(): Promise<ServiceWorkerContainer | null> {
  try {
    await caches.keys(); // refused where cookies are
    return navigator.serviceWorker; // in an opaque frame even reading this throws
  } catch {
    return null;
  }
}
