/** A menu under a button, with the keys of the WAI-ARIA menu button pattern. Loaded when it is first opened. */

import { wearDialogs } from "./dialogs-look.ts";
import { h } from "../dom.ts";

/** `hint` is the shortcut shown beside the name. */
export interface MenuItem {
  name: string;
  hint?: string;
  act: () => void;
}

/** Opens a menu beside `button`, in the top layer, because the element cuts off what stands out of it. */
export function openMenu(button: HTMLElement, items: MenuItem[]): void {
  const close = () => (menu.hidePopover(), button.focus());
  const shown = items.map(({ name, hint, act }) =>
    h(
      "button",
      { type: "button", role: "menuitem", tabindex: -1, onclick: () => (close(), act()) },
      name,
      hint ? h("kbd", { "aria-hidden": "true" }, hint) : null,
    )
  );
  const menu: HTMLElement = h(
    "div",
    { class: "menu", role: "menu", "aria-label": button.textContent, popover: "auto" },
    ...shown,
  );
  menu.addEventListener("keydown", (event) => {
    const at = shown.indexOf((menu.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (to !== undefined) shown.at(to % shown.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape would leave the full screen's stand-in as well
  });
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "open") return;
    button.ariaExpanded = "false";
    menu.remove();
  });
  wearDialogs(button);
  button.after(menu);
  button.ariaExpanded = "true";
  menu.showPopover();
  const { bottom, right } = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  menu.style.left = `${Math.max(4, Math.min(right, innerWidth - 4) - offsetWidth)}px`;
  menu.style.top = `${Math.max(4, Math.min(bottom + 2, innerHeight - offsetHeight - 4))}px`;
  shown[0]?.focus();
}
