"use strict";
(() => {
  const waits = new Map();
  const complete = async (input) => {
    const answer = await fetch(`/api/names?kind=${input.dataset.names}&q=${encodeURIComponent(input.value)}`);
    if (!answer.ok) return;
    const { names } = await answer.json();
    const list = document.getElementById(input.getAttribute("list"));
    list.replaceChildren(...names.map((name) => new Option(name, name)));
  };
  const prepare = (input) => {
    const list = document.createElement("datalist");
    list.id = `names-${Math.random().toString(36).slice(2)}`;
    input.after(list);
    input.setAttribute("list", list.id);
  };
  document.addEventListener("input", (event) => {
    const input = event.target.closest("[data-names]");
    if (!input || input.value.length < 2) return;
    if (!input.hasAttribute("list")) prepare(input);
    clearTimeout(waits.get(input));
    waits.set(input, setTimeout(complete, 200, input));
  });
  const light = (id, on) => {
    for (const mark of document.querySelectorAll("mark[data-of]"))
      if (mark.dataset.of.split(" ").includes(id)) mark.classList.toggle("now", on);
  };
  for (const link of document.querySelectorAll("a[data-of]"))
    for (const [name, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])
      link.addEventListener(name, () => light(link.dataset.of, on));
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-of]");
    if (mark && !getSelection().toString()) location.assign(`/statements/${mark.dataset.of.split(" ").at(-1)}`);
  });
  if (location.hash.startsWith("#s-")) light(location.hash.slice(3), true);
})();
