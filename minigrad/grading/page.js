"use strict";
// Sorts and filters the table, and opens what belongs on paper.
const [name, kata, state, shown] = ["name", "kata", "state", "shown"].map((id) => document.getElementById(id));
const body = document.querySelector("tbody");
const rows = [...body.rows];
const heads = [...document.querySelectorAll("thead th")];
const compare = new Intl.Collator(undefined, { numeric: true }).compare;

heads.forEach((head, column) => {
  head.firstElementChild.addEventListener("click", () => {
    const first = column ? "descending" : "ascending";
    const other = column ? "ascending" : "descending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    heads.forEach((each) => each.setAttribute("aria-sort", each === head ? order : "none"));
    const value = (row) => row.cells[column].dataset.value;
    rows.sort((a, b) => (order === "ascending" ? 1 : -1) * compare(value(a), value(b)));
    body.append(...rows);
  });
});

function filter() {
  const wanted = name.value.trim().toLowerCase();
  for (const row of rows) {
    const cells = [...row.cells].slice(1, -1);
    const asked = kata.value ? [cells[kata.value - 1]] : cells;
    const named = row.cells[0].dataset.value.toLowerCase().includes(wanted);
    row.hidden = !named || !asked.some((cell) => !state.value || cell.dataset.state === state.value);
  }
  const count = rows.filter((row) => !row.hidden).length;
  shown.textContent = count < rows.length ? `${count} of ${rows.length} students` : "";
}
[name, kata, state].forEach((each) => each.addEventListener("input", filter));
document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());

addEventListener("beforeprint", () => {
  document.querySelectorAll("#explain details").forEach((each) => (each.open = true));
});
