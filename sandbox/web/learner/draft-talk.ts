/**
 * What is said inside a playground about the reader's draft, and what can be chosen.
 *
 * It has a line of its own: in the one that others use, a question would go away with the next Run.
 */

import type { ProjectFiles } from "../files/files.ts";
import { loadPart } from "../load-part.ts";
import type { Notice, NoticeAction } from "../notice.ts";
import type { Payload } from "../payload.ts";
import type { Compared } from "./difference.ts";
import type { Draft } from "./draft.ts";
import { DraftStrip } from "./draft-strip.ts";
import { when } from "./when.ts";

/** What drafts need of the playground around them. */
export interface KeptPlayground {
  payload: Payload;
  files: ProjectFiles;
  notice: Notice;
  /** Back to the first version, with Undo. */
  reset(): void;
  /** Another project is there, by the name `name`: nothing of the app before counts any more. */
  opened(name: string): void;
  download(): void;
}

export interface DraftDecisions {
  keepMine(): void;
  takeOther(): void;
  keepVersion(): void;
}

/** A reader who was told once on this page need not be told again. */
let toldOfTrouble = false;

export class DraftTalk {
  #bench: KeptPlayground;
  #decisions: DraftDecisions;
  #strip: DraftStrip;
  #trouble = false;

  constructor(bench: KeptPlayground, decisions: DraftDecisions) {
    this.#bench = bench;
    this.#decisions = decisions;
    this.#strip = new DraftStrip(bench.notice);
  }

  restored({ saved, first, project }: Draft): void {
    const what = first ? `Your project${project && ` ${project}`}` : "Your version";
    const back = first
      ? { name: "Back to the starter", act: () => this.#backToStarter() }
      : { name: "Back to the first version", act: () => this.#bench.reset() };
    this.#strip.tell(`${what} from ${when(saved)}.`, [back]);
  }

  /** The lesson is another one than that which the draft began from. */
  outdated({ saved, contents }: Draft): void {
    const keep = { name: "Keep mine", act: () => this.#decisions.keepVersion() };
    const take = { name: "Take the new one", act: () => this.#bench.reset() };
    const starter = Object.entries(this.#bench.payload.files);
    this.#ask(
      `This lesson has changed since you wrote your version from ${
        when(saved)
      }, which is shown. Nothing of it is lost.`,
      [keep, take],
      () => ({
        title: "The new lesson, and your version",
        sides: { removed: "in the new lesson", added: "in your version" },
        before: starter,
        after: contents,
      }),
    );
  }

  /** Another tab's draft is in the place of this one's. */
  other({ saved, contents }: Draft): void {
    const take = { name: "Take it", act: () => this.#decisions.takeOther() };
    const keep = { name: "Keep mine", act: () => this.#decisions.keepMine() };
    this.#ask(
      `There is a newer version of yours, written in another tab: ${when(saved)}.`,
      [take, keep],
      () => ({
        title: "The other tab's version, and this one",
        sides: { removed: "in the other tab", added: "here" },
        before: contents,
        after: this.#bench.files.state.contents,
      }),
    );
  }

  /** A link's code is shown, and the draft stays behind it. */
  foreign(kept: Draft | null): void {
    if (kept) {
      this.#strip.tell(`Your own version from ${when(kept.saved)} stays as it is until you change this one.`, []);
    } else this.#strip.clear();
  }

  setAside({ saved }: Draft): void {
    this.#strip.tell(`The other version, from ${when(saved)}, was set aside:`, [], { work: true });
  }

  /** The draft's files cannot be those of this playground; `why` is a sentence. */
  unusable(why: string): void {
    this.#strip.tell(`Your version does not fit this lesson any more, and was set aside. ${why}`, [], { work: true });
  }

  /** Nothing is kept, and work goes on. Said once on a page. */
  failed(error: unknown): void {
    if (toldOfTrouble) return;
    toldOfTrouble = this.#trouble = true;
    const download = { name: "Download", act: () => this.#bench.download() };
    this.#strip.tell(
      `${reason(error)} You can go on; before you leave the page, take your work with you.`,
      [download],
      {
        calm: false,
      },
    );
  }

  /** Writing succeeded; what was said about trouble is not true any more. */
  worked(): void {
    if (!this.#trouble) return;
    this.#strip.clear();
    toldOfTrouble = this.#trouble = false;
  }

  clear(): void {
    this.#strip.clear();
  }

  remove(): void {
    this.#strip.remove();
  }

  /** A question that can be asked with the difference before the reader's eyes. */
  #ask(text: string, choices: NoticeAction[], compared: () => Omit<Compared, "choices">): void {
    const again = () => this.#ask(text, choices, compared);
    const look = async () => {
      try {
        const { showDifference } = await loadPart(() => import("./difference.ts"));
        const bench = this.#bench.notice.element.parentElement!;
        if (!await showDifference(bench, { ...compared(), choices })) again();
      } catch (error) {
        this.#bench.notice.show((error as Error).message);
        again();
      }
    };
    this.#strip.ask(text, [...choices, { name: "See the difference", act: () => void look() }]);
  }

  #backToStarter(): void {
    const { files, payload, notice, opened } = this.#bench;
    const [before, name] = [files.state, files.projectName];
    files.open(payload.files);
    opened("");
    notice.show("The starter is back.", [
      { name: "Keep", act: () => {} },
      { name: "Undo", act: () => (opened(name), files.state = before) },
    ]);
  }
}

/** Why nothing is kept, as a sentence. */
function reason(error: unknown): string {
  const { name } = error as Error;
  if (name === "QuotaExceededError") return "The browser has no more room for this site, so your work is not kept.";
  if (error instanceof RangeError) {
    return "This project has more than 16 MB, which is more than is kept on this device.";
  }
  return "This browser keeps nothing for this site, so your work lives in this page alone.";
}
