/**
 * The smoke path in Firefox over WebDriver BiDi, without geckodriver: prints what it saw in two visits
 * as one JSON line.
 *
 * `deno run -A tests/site/firefox.ts <firefox> <address of the page> <smoke_app.py>`; `test_engines.py` judges it.
 */

import puppeteer, { type Frame, type Page } from "puppeteer-core";

const [executablePath, address, appFile] = Deno.args;
const app = await Deno.readTextFile(appFile);

/** The app's frame once its page shows `text`; every navigation makes a new document. */
async function appFrame(page: Page, text: string): Promise<Frame> {
  for (let attempt = 0; attempt < 300; attempt++) {
    for (const frame of page.frames()) {
      const found = await frame.$eval("h1", (heading) => heading.textContent).catch(() => null);
      if (frame.parentFrame() && found?.includes(text)) return frame;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No frame ever showed "${text}".`);
}

/** Goes the whole path on a page that has just been opened. */
async function walk(page: Page) {
  const element = (await page.waitForSelector("flask-playground[data-state]"))!;
  await page.waitForFunction(() => customElements.get("flask-playground") !== undefined);
  // deno-lint-ignore no-explicit-any -- the element's type belongs to the page, not to this script
  const call = (script: (el: any, argument: string) => unknown, argument = "") => element.evaluate(script, argument);

  // What an earlier visit wrote is there again.
  const kept = await page.evaluate(() => Object.keys(localStorage).some((key) => key.includes(" draft ")));
  if (kept) {
    // deno-lint-ignore no-explicit-any -- as above
    const restored = (text: string) => (document.querySelector("flask-playground") as any).files["app.py"] === text;
    await page.waitForFunction(restored, {}, app);
    await call((el) => el.reset());
  }
  const noted = await page.evaluate(() => localStorage.getItem("flaskroom.snapshot"));
  const checks = await call(async (el) => (await el.check()).map(({ outcome }: { outcome: string }) => outcome));
  const fromSnapshot = await page.evaluate((noted) => {
    // A start from the snapshot loads its file, and goes on trusting it: else it is noted as `unusable …`.
    const loaded = performance.getEntriesByType("resource").some(({ name }) => noted && name.endsWith(noted));
    return loaded && localStorage.getItem("flaskroom.snapshot") === noted;
  }, noted);
  await call((el, text) => el.files = { ...el.files, "app.py": text }, app);
  await call((el) => el.run());
  const running = await call((el) => el.dataset.state);
  await call((el, url) => {
    const address = el.shadowRoot.querySelector("[aria-label=Address]");
    address.value = url;
    address.form.requestSubmit();
  }, "/");
  const preview = await appFrame(page, "stranger");
  await preview.type("input", "Ada");
  await preview.click("button");
  const greeting = await (await appFrame(page, "Ada")).$eval("h1", (heading) => heading.textContent);
  const cookie = await call(async (el) => (await el.fetch("/")).text());
  await call((el) => void el.fetch("/loop").catch(() => {}));
  await call((el) => el.stop());
  const stopped = await call((el) => el.dataset.state);
  return { kept, checks, fromSnapshot, running, greeting, cookie, stopped };
}

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(address);
  const first = await walk(page);
  await page.waitForFunction(() => localStorage.getItem("flaskroom.snapshot"), { timeout: 120_000 });
  await page.reload();
  const second = await walk(page);
  console.log(JSON.stringify([first, second].map((seen) => ({ ...seen, faults }))));
} finally {
  await browser.close();
}
Deno.exit(0);
