/**
 * What every page with our fences loads: it defines their elements, which start themselves wherever they appear, also
 * after Material's instant navigation. Everything large comes by `import()` when it is first needed.
 */

import { startClassroom } from "./classroom/classroom-start.ts";
import { FlaskPlayground } from "./element.ts";
import { startProgress } from "./learner/progress-start.ts";
import { startOffline } from "./offline/offline.ts";
import { defineQuestion } from "./questions/define.ts";

// A page may name the script twice; the second definition of a name would throw.
if (!customElements.get("flask-playground")) customElements.define("flask-playground", FlaskPlayground);
defineQuestion("flask-quiz", () => import("./questions/quiz.ts"));
defineQuestion("flask-predict", () => import("./questions/predict.ts"));
defineQuestion("flask-arrange", () => import("./questions/arrange.ts"));

const embedded = new URLSearchParams(location.search).get("embed");
if (embedded) void import("./alone.ts").then(({ showAlone }) => showAlone(embedded)).catch(() => {}); // then with the page
else startProgress();

// A reader who has a playground in sight is going to run it.
if (document.querySelector("flask-playground")) {
  void import("./runtime/spare.ts").then(({ prepareSpare }) => prepareSpare()).catch(() => {}); // Run tells what is wrong
}

// Material 9.8 gives its search the role of a dialog and no name, which screen readers need.
document.querySelector(".md-search[role=dialog]:not([aria-label])")?.setAttribute("aria-label", "Search");

// As for offline-button.ts: where it cannot be loaded, what the page itself says stays.
if (document.querySelector("flaskroom-work")) import("./learner/work.ts").catch(() => {});
if (document.querySelector("flaskroom-lms")) import("./lms/lms.ts").catch(() => {});

startClassroom();
void startOffline();
