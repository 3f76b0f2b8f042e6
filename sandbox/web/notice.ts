/** One line of news between toolbar and code, with what can be done about it. */

import { fill, h, icon } from "./dom.ts";

export interface NoticeAction {
  name: string;
  act: () => void;
}

export class Notice {
  readonly element = h("div", { class: "notice", role: "status", hidden: true });

  /** Shows `text` in place of the one before; an action closes it, and where there is none a button does. */
  show(text: string, actions: NoticeAction[] = [], extra: Node | null = null): void {
    const buttons = actions.map(({ name, act }) =>
      h("button", { type: "button", class: "tool worded", onclick: () => (this.clear(), act()) }, name)
    );
    const close = h("button", { type: "button", class: "tool bare", onclick: () => this.clear() }, icon("cross"));
    close.ariaLabel = "Close";
    this.element.hidden = false;
    fill(this.element, h("p", {}, text), ...(buttons.length ? buttons : [close]), extra);
  }

  /** A second line, below this one, for what must not go away when other news come. */
  another(): Notice {
    const notice = new Notice();
    this.element.after(notice.element);
    return notice;
  }

  clear(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
