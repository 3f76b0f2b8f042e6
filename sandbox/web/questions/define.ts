/**
 * Elements for questions, which are readable as the page has them: what makes one answer comes when it appears.
 *
 * Where that cannot be loaded the reader still has the answer that the page carries for readers without scripts.
 */

/** Defines an element whose part gets it whenever it is put into a page; `show` is harmless the second time. */
export function defineQuestion(name: string, load: () => Promise<{ show(element: HTMLElement): void }>): void {
  if (customElements.get(name)) return; // a page may name the script twice
  customElements.define(
    name,
    class extends HTMLElement {
      connectedCallback(): void {
        // Whoever turns to a question whose part is missing asks for it again.
        const again = () => this.addEventListener("focusin", () => this.connectedCallback(), { once: true });
        load().then(({ show }) => this.isConnected && show(this), again);
      }
    },
  );
}
