/** When it is time for what later visits need, and nobody waits for now. */

/** For how long nothing may have started, in ms. */
const PAUSE = 3_000;
const STARTING = 'flask-playground[data-state="starting"]';

/** Resolves once the page is loaded and no interpreter has started for a while. */
export async function quiet(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  const { promise, resolve } = Promise.withResolvers<void>();
  const heard = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => document.querySelector(STARTING) ? wait() : resolve(), PAUSE);
  };
  for (const start of ["statechange", "flaskroom:spare"]) document.addEventListener(start, wait, heard);
  wait();
  await promise;
  heard.abort();
}
