/**
 * `<flaskroom-lms>`: the start page of a package, around the lessons, which are in a frame of it.
 *
 * A session with an LMS ends when its page goes, and none can be opened twice in one launch; so this page stays, and only
 * the frame changes. Whose work is kept in the browser is known once the LMS has said so: the rest is loaded after that.
 */

import { fill, h, sheet } from "../dom.ts";
import { readAs } from "../learner/site.ts";
import { loadPart } from "../load-part.ts";
import { Connection, NoLms } from "./connection.ts";
import { courseOf } from "./course.ts";
import { DIALECTS } from "./dialect.ts";
import css from "./lms.css" with { type: "text" };

class FlaskroomLms extends HTMLElement {
  async connectedCallback(): Promise<void> {
    if (this.dataset.state) return;
    this.dataset.state = "starting";
    document.adoptedStyleSheets.push(sheet(css));
    const course = courseOf(this);
    let lms: Connection | null = null;
    let why = "";
    try {
      lms = Connection.open(DIALECTS[course.format]);
    } catch (error) {
      if (!(error instanceof NoLms)) throw error;
      why = error.message;
    }
    const learner = lms?.get("learner") ?? "";
    const reader = await readerName(learner);
    readAs(reader);
    try {
      const { Launch } = await loadPart(() => import("./launch.ts"));
      await Launch.start(this, course, { lms, why, learner, reader });
    } catch (error) {
      const { message, advice = "" } = error as Error & { advice?: string };
      fill(this, h("p", { role: "alert" }, `${message} ${advice}`));
      lms?.end();
    }
  }
}

/** Of an LMS's word for a learner, which may be an e-mail address: nobody reads it out of the browser's storage. */
async function readerName(learner: string): Promise<string> {
  const { digest } = await import("../classroom/digest.ts");
  return `flaskroom-reader-${learner ? digest(`flaskroom ${learner}`).slice(0, 16) : "nobody"}`;
}

if (!customElements.get("flaskroom-lms")) customElements.define("flaskroom-lms", FlaskroomLms);
