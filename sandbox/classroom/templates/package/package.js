// Light or dark as the reader's system has it, before anything is drawn. A file of its own, since an LMS may forbid scripts
// that stand in a page.
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const choose = () => document.body.setAttribute("data-md-color-scheme", dark.matches ? "slate" : "default");
  dark.addEventListener("change", choose);
  choose();
}
