/** Full screen by the Fullscreen API or, where it is missing or refused (iPhone), by covering the page. */

const COVER = "data-covering";

/** Enters or leaves full screen. */
export async function toggleFullScreen(element: HTMLElement): Promise<void> {
  if (document.fullscreenElement === element) return await document.exitFullscreen();
  if (element.hasAttribute(COVER)) return element.removeAttribute(COVER);
  try {
    await element.requestFullscreen();
  } catch {
    element.setAttribute(COVER, "");
  }
}
