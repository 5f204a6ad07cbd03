"use strict";
(() => {
  const form = document.querySelector(".filters");
  const rows = [...document.querySelectorAll(".row")];
  const words = new Map(rows.map((row) => [row, row.querySelector("summary").textContent.toLowerCase()]));
  for (const name of ["speaker", "outlet", "form", "class"]) {
    const count = new Map();
    for (const row of rows) count.set(row.dataset[name], (count.get(row.dataset[name]) || 0) + 1);
    const values = [...count.keys()].filter(Boolean).sort((a, b) => count.get(b) - count.get(a) || (a < b ? -1 : 1));
    for (const value of values) form.elements[name].append(new Option(`${value} (${count.get(value)})`, value));
  }
  const wanted = (row, f) =>
    ["speaker", "outlet", "form", "class"].every((name) => !f[name].value || row.dataset[name] === f[name].value) &&
    (!f.from.value || row.dataset.day >= f.from.value) &&
    (!f.to.value || (row.dataset.day && row.dataset.day <= f.to.value)) &&
    f.words.value.toLowerCase().split(/\s+/).every((word) => words.get(row).includes(word));
  const apply = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !wanted(row, form.elements);
      shown += row.hidden ? 0 : 1;
    }
    form.querySelector("output").textContent = `${shown} of ${rows.length} shown`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  const all = document.querySelector(".all");
  all.hidden = false;
  all.addEventListener("click", () => {
    for (const one of document.querySelectorAll(".row, .article")) one.open = true;
  });
  form.hidden = false;
  apply();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show]");
    if (!link) return;
    event.preventDefault();
    const article = document.getElementById(link.hash.slice(1));
    article.open = true;
    for (const mark of document.querySelectorAll("mark.now")) mark.classList.remove("now");
    const marks = [...article.querySelectorAll("mark")].filter((mark) => mark.dataset.of.split(" ").includes(link.dataset.show));
    for (const mark of marks) mark.classList.add("now");
    (marks[0] || article).scrollIntoView({ block: "center" });
  });
})();
