"use strict";
// Sorts and filters the list of findings; without it the list stands as it was written, the worst first.
(() => {
  const table = document.querySelector(".findings table");
  if (!table) return;
  const body = table.tBodies[0];
  const said = document.getElementById("said");
  const form = document.getElementById("filters");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const severities = ["error", "warning", "info"];
  const rows = Array.from(body.rows, (row, place) => ({
    row, place,
    severity: row.dataset.severity, check: row.dataset.check, status: row.dataset.status || "",
    page: row.cells[2].querySelector("strong").textContent, links: Number(row.dataset.links),
    text: row.textContent.toLowerCase().replace(/\s+/g, " "),
  }));
  // Words are compared once; rows by the ranks of their words.
  const ranks = (key) => {
    const words = Array.from(new Set(rows.map((it) => it[key]))).sort(collator.compare);
    const rank = new Map(words.map((word, place) => [word, place]));
    return (it) => rank.get(it[key]);
  };
  const rank = {
    severity: (it) => severities.indexOf(it.severity), check: ranks("check"), page: ranks("page"), links: (it) => it.links,
  };

  function show(sorted) {
    // All out, then all in: to move thousands one by one takes a browser many seconds.
    body.replaceChildren();
    const fragment = document.createDocumentFragment();
    for (const it of sorted) fragment.append(it.row);
    body.append(fragment);
  }

  function sort(button) {
    const heading = button.closest("th");
    // Most links first, everything else from its beginning; a second press turns it round.
    const first = button.value === "links" ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const now = heading.getAttribute("aria-sort") === first ? other : first;
    for (const th of table.tHead.querySelectorAll("[aria-sort]")) th.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", now);
    const turn = now === "ascending" ? 1 : -1;
    const of = rank[button.value];
    show(rows.slice().sort((a, b) => turn * (of(a) - of(b)) || a.place - b.place));
  }

  function filter() {
    const wanted = Object.fromEntries(new FormData(form));
    const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    for (const it of rows) {
      const fits = (!wanted.severity || it.severity === wanted.severity)
        && (!wanted.check || it.check === wanted.check)
        && (!wanted.status || it.status === wanted.status)
        && words.every((word) => it.text.includes(word));
      it.row.hidden = !fits;
      number += fits;
    }
    said.textContent = number === rows.length ? `All ${number} findings are shown.` : `${number} of ${rows.length} findings are shown.`;
  }

  for (const th of table.tHead.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = th.dataset.sort;
    button.textContent = th.textContent;
    th.replaceChildren(button);
    button.addEventListener("click", () => sort(button));
  }
  let waiting;
  // Not every browser sends `input` for a choice from a list.
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.addEventListener("reset", () => {
    for (const th of table.tHead.querySelectorAll("[aria-sort]")) th.removeAttribute("aria-sort");
    setTimeout(() => { show(rows); filter(); });
  });
  form.hidden = false;
  filter();
})();
