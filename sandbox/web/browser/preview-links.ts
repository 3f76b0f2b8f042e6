/** Links, forms, downloads and new windows inside a page of the app: nothing may navigate by itself, so all is handed over. */

import type { Wire } from "./preview-wire.ts";

export function provideLinks({ start, tell, acted, place }: Wire): void {
  type Link = HTMLAnchorElement | HTMLAreaElement;
  const isLink = (node: EventTarget): node is Link =>
    (node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement) && node.href !== "";

  addEventListener("click", (event) => {
    const link = event.composedPath().find(isLink);
    // The page's own scripts run at a `javascript:` link, as the browser has it.
    if (!link || event.defaultPrevented || event.button > 1 || link.protocol === "javascript:") return;
    event.preventDefault();
    follow(link, event.ctrlKey || event.metaKey || event.button === 1 ? "_blank" : targetOf(link));
  });

  // A link that is not in the document is clicked by scripts alone; its click arrives nowhere.
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    if (this.isConnected || !isLink(this) || this.protocol === "javascript:") return click.call(this);
    follow(this, targetOf(this));
  };

  function targetOf(element: Element, own: string | null = element.getAttribute("target")): string {
    return own ?? document.querySelector("base[target]")?.getAttribute("target") ?? "";
  }

  function follow(link: Link, target: string): void {
    const name = link.getAttribute("download");
    if (link.protocol === "blob:" || link.protocol === "data:") void save(link.href, name);
    else if (name !== null) tell({ type: "download", url: link.href, name });
    else place.visit(link.href, false, target);
  }

  async function save(url: string, name: string | null): Promise<void> {
    const blob = await (await fetch(url)).blob();
    tell({ type: "file", file: new File([blob], name || "download", { type: blob.type }) });
  }

  globalThis.open = (url = "", target = "_blank") => {
    if (url) place.visit(new URL(url, document.baseURI).href, false, target);
    return null;
  };

  addEventListener("submit", (event) => {
    if (event.defaultPrevented || methodOf(event.target as HTMLFormElement, event.submitter) === "dialog") return;
    event.preventDefault();
    submit(event.target as HTMLFormElement, event.submitter);
  });
  const native = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = function () {
    if (methodOf(this, null) === "dialog") native.call(this);
    else submit(this, null); // fires no event, by the standard
  };

  /** An attribute of the button that was pressed, or else of the form. */
  function attribute(form: HTMLFormElement, button: HTMLElement | null, name: string): string | null {
    return button?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  }

  function methodOf(form: HTMLFormElement, button: HTMLElement | null): string {
    return attribute(form, button, "method")?.toLowerCase() ?? "get";
  }

  function submit(form: HTMLFormElement, button: HTMLElement | null): void {
    const action = new URL(attribute(form, button, "action") || place.url, document.baseURI).href;
    if (!start.allows.form) return tell({ type: "violation", directive: "form-action", blocked: action, line: 0 });
    tell({
      type: "submit",
      submission: {
        method: methodOf(form, button) === "post" ? "post" : "get",
        action,
        enctype: attribute(form, button, "enctype")?.toLowerCase() ?? "",
        entries: [...new FormData(form, button)] as [string, string | File][],
      },
      acted: acted(),
      target: targetOf(form, attribute(form, button, "target")),
    });
  }
}
