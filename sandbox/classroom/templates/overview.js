// Sorts and filters the table of learners. Without it, the table stands as it was written.
const [table] = document.getElementsByTagName("table");
const [body] = table.tBodies;
const rows = [...body.rows];
const heads = [...table.tHead.rows[0].cells];
const value = (row, column) => {
  const text = row.cells[column].textContent.trim();
  const number = Number.parseFloat(text);
  return heads[column].className ? (Number.isNaN(number) ? -1 : number) : text.toLowerCase();
};
const compare = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b);

function sort(column) {
  const head = heads[column];
  // Numbers begin with the largest, words with A.
  const up = head.ariaSort ? head.ariaSort !== "ascending" : !head.className;
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const found = rows.map((row) => [value(row, column), row]);
  found.sort(([a], [b]) => up ? compare(a, b) : compare(b, a));
  body.append(...found.map(([, row]) => row));
}

heads.forEach((head, column) => {
  if (!head.scope) return;
  const button = document.createElement("button");
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(column));
  head.append(button);
});

const tools = document.querySelector(".tools");
const [search] = tools.getElementsByTagName("input");
const status = tools.querySelector("[role=status]");
function filter() {
  const words = search.value.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  status.textContent = shown < rows.length ? `${shown} of ${rows.length} learners` : "";
}
search.addEventListener("input", filter);
tools.hidden = false;
filter();
