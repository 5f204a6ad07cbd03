"use strict";
(() => {
  document.documentElement.classList.add("scripted");
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
  const inPassage = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-start]");
  const place = (node, offset) => {
    const block = inPassage(node);
    if (!block) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    return Number(block.dataset.start) + [...range.toString()].length;
  };
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    return start === null || end === null || end <= start ? null : { start, end, words: selection.toString() };
  };
  const setSpan = (role) => {
    const form = document.querySelector(".decide .spans");
    const found = selected();
    if (!form || !found) return false;
    form.elements.role.value = role;
    form.elements.words.value = found.words;
    form.elements.start.value = found.start;
    form.elements.end.value = found.end;
    form.requestSubmit();
    return true;
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest(".decide .spans");
    if (form && event.target.name === "words") form.elements.start.value = form.elements.end.value = "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector(".decide")) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const role = { 1: "content", 2: "source", 3: "cue" }[event.key];
    if (role && setSpan(role)) return event.preventDefault();
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input, textarea")) wanted.select();
    else wanted.click();
  });
})();
