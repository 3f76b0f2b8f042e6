/** A link as a QR code, drawn as one path, so that it prints sharp. */

import encode from "qr";

/** Null where the link is longer than any QR code can hold. */
export function qrCode(link: string): SVGSVGElement | null {
  let rows: boolean[][];
  try {
    rows = encode(link, "raw", { ecc: "low", border: 4 });
  } catch {
    return null;
  }
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "QR code of the link");
  svg.setAttribute("class", "flaskroom-qr");
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(svg.namespaceURI, "path");
  const dots = rows.flatMap((row, y) => row.flatMap((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : []));
  path.setAttribute("d", dots.join(""));
  svg.append(path);
  return svg as SVGSVGElement;
}
