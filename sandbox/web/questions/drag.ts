/**
 * Dragging lines between and within lists, with a mouse, a pen or a finger.
 *
 * A finger drags by the grip alone, since on the rest of the line it scrolls the page. The line moves in the document while
 * it is dragged, so the pointer is captured by what holds the lists: whoever is moved loses it.
 */

/** Calls `dropped` with a line that was put elsewhere. */
export function draggable(box: HTMLElement, dropped: (line: HTMLElement) => void): void {
  box.addEventListener("pointerdown", (event) => {
    const target = event.target as Element;
    const line = target.closest("li");
    const free = event.pointerType === "mouse" ? !target.closest("button, a") : target.closest(".flaskroom-grip");
    if (!line || !free || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault(); // else it would select text
    follow(box, line, event, dropped);
  });
}

function follow(box: HTMLElement, line: HTMLElement, begun: PointerEvent, dropped: (line: HTMLElement) => void): void {
  const over = new AbortController();
  const { signal } = over;
  const [parent, next] = [line.parentElement!, line.nextElementSibling];
  const grabbed = begun.clientY - line.getBoundingClientRect().top;
  const end = (keep: boolean) => {
    over.abort();
    delete line.dataset.dragged;
    line.style.removeProperty("translate");
    if (!keep) parent.insertBefore(line, next);
    else if (line.parentElement !== parent || line.nextElementSibling !== next) dropped(line);
    line.focus({ preventScroll: true }); // the keys go on from here
  };
  box.setPointerCapture(begun.pointerId);
  line.dataset.dragged = "";
  box.addEventListener("pointermove", ({ clientY }) => {
    line.style.removeProperty("translate");
    place(box, line, clientY);
    line.style.translate = `0 ${clientY - grabbed - line.getBoundingClientRect().top}px`;
  }, { signal });
  box.addEventListener("pointerup", () => end(true), { signal });
  box.addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && end(false), { signal });
}

/** Puts the line where the pointer is. */
function place(box: HTMLElement, line: HTMLElement, y: number): void {
  const lists = [...box.querySelectorAll("ol")];
  const list = lists.findLast((list) => list.getBoundingClientRect().top <= y) ?? lists[0];
  const middle = (other: Element) => other.getBoundingClientRect().top + other.getBoundingClientRect().height / 2;
  const before = [...list.children].find((other) => other !== line && middle(other) > y) ?? null;
  if (line.parentElement !== list || line.nextElementSibling !== before) list.insertBefore(line, before);
}
