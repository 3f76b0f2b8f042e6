/** What stands in the editor's place for a file that is no text: its size, and the picture where it is one. */

import { h } from "../dom.ts";

/** Endings of pictures; without a type no browser draws an SVG. */
const PICTURES: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  ico: "image/x-icon",
};

/** Shows the file. An `<img>` runs no scripts, wherever the file came from. */
export function bytesPage(name: string, bytes: Uint8Array<ArrayBuffer>): HTMLElement {
  const type = PICTURES[name.split(".").at(-1)!.toLowerCase()];
  const size = bytes.length < 1024 ? `${bytes.length} bytes` : `${(bytes.length / 1024).toFixed(1)} kB`;
  const text = h("p", {}, `${name} is no text, so it is not shown here. The app gets it as it is (${size}).`);
  return h("div", { class: "bytes", tabindex: 0 }, type && picture(name, new Blob([bytes], { type })), text);
}

function picture(name: string, blob: Blob): HTMLImageElement {
  const url = URL.createObjectURL(blob);
  const image = h("img", { src: url, alt: name });
  for (const end of ["load", "error"]) image.addEventListener(end, () => URL.revokeObjectURL(url));
  image.addEventListener("error", () => image.remove());
  return image;
}
