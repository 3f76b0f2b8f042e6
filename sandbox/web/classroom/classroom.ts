/** Everything about assignments that one page needs, from what it holds. */

import { sheet } from "../dom.ts";
import css from "./classroom.css" with { type: "text" };

document.adoptedStyleSheets.push(sheet(css));
const parts = {
  "flask-assign": () => import("./assign-page.ts"),
  "flask-grade": () => import("../grading/grade-page.ts"),
  "flask-assignment": () => import("./assignment-page.ts"),
  "flask-playground": () => import("./assigned.ts"),
};
for (const [name, load] of Object.entries(parts)) {
  if (document.querySelector(name)) void load().catch(() => {}); // what the page itself says stays
}
