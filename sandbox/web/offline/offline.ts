/**
 * The page's side of working without a network: registers the service worker and tells it what is open.
 *
 * Where browsers forbid service workers nothing is said; the button on the page about it (`offline-button.ts`) says why.
 */

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
/** For how long nothing may have started, in ms. */
const HEAD_START = 3_000;
const STARTING = 'flask-playground[data-state="starting"]';
let pending: Promise<Registered> | null = null;

/** Called by every page that loads the playgrounds' script. */
export function startOffline(): void {
  quiet().then(register).catch(() => {});
  // A part that cannot be loaded leaves what the page itself says in the button's place.
  if (document.querySelector("flask-offline")) import("./offline-button.ts").catch(() => {});
}

/** Rejects with an `Error` whose message tells the reader why nothing can be kept. */
export function register(): Promise<Registered> {
  return pending ??= start();
}

/**
 * Resolves when keeping the site is in nobody's way: on a first visit it fetches more than a hundred files, which would
 * make a first Run a quarter slower.
 */
async function quiet(): Promise<void> {
  if ((await container())?.controller) return; // all of that is done
  await loaded();
  const { promise, resolve } = Promise.withResolvers<void>();
  const heard = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => document.querySelector(STARTING) ? wait() : resolve(), HEAD_START);
  };
  for (const start of ["statechange", "flaskroom:spare"]) document.addEventListener(start, wait, heard);
  wait();
  await promise;
  heard.abort();
}

async function loaded(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
}

async function start(): Promise<Registered> {
  const build = document.querySelector<HTMLMetaElement>('meta[name="flaskroom-build"]')?.content;
  if (!build) {
    throw new Error("This is a preview for authors, which shows every change at once: nothing is kept of it.");
  }
  if (!isSecureContext) throw new Error("Browsers keep pages of HTTPS addresses alone, and this one is plain HTTP.");
  await loaded();
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
