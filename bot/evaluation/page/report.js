"use strict";
// Filter and search. The state stands in the address after "#", as in #type=status&faults=1, so
// that a view can be sent to somebody; an address without "=" is the anchor of an item.
(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const items = [...document.querySelectorAll("article.item")];
  const fields = [...form.elements].filter((field) => field.name);
  const headings = new Set(["H4", "TH", "DT", "BUTTON"]);
  let texts = null;

  const folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[\u2018-\u201b\u02bc]/g, "'")
      .replace(/[\u201c-\u201f]/g, '"')
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/\s+/g, " ");

  const textOf = (item) => {
    const words = [];
    const accept = (node) =>
      node.nodeType === Node.TEXT_NODE
        ? NodeFilter.FILTER_ACCEPT
        : headings.has(node.nodeName) || node.classList.contains("own")
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_SKIP;
    const walker = document.createTreeWalker(
      item, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    while (walker.nextNode()) words.push(walker.currentNode.data);
    return folded(words.join(""));
  };

  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "1" : "") : field.value);

  // Words in any order; what stands between double quotes is looked for as it is.
  const termsOf = (query) =>
    (folded(query).match(/"[^"]+"|[^"\s]+/g) ?? []).map((term) => term.replaceAll('"', ""));

  const matches = (item, n, wanted, terms) =>
    terms.every((term) => texts[n].includes(term)) &&
    Object.entries(wanted).every(([name, value]) => (item.dataset[name] ?? "") === value);

  const apply = () => {
    const state = fields.map((field) => [field.name, valueOf(field)]).filter(([, value]) => value);
    const { q = "", ...wanted } = Object.fromEntries(state);
    const terms = termsOf(q);
    if (terms.length && !texts) texts = items.map(textOf);
    let shown = 0;
    items.forEach((item, n) => {
      item.hidden = !matches(item, n, wanted, terms);
      shown += item.hidden ? 0 : 1;
    });
    count.textContent = `${shown} of ${items.length} items shown`;
    none.hidden = shown > 0 || items.length === 0;
    return state;
  };

  const remember = () => {
    const address = "#" + new URLSearchParams(apply()).toString();
    history.replaceState(null, "", address === "#" ? "#items" : address);
  };

  const read = (parameters) => {
    for (const field of fields) {
      const value = parameters.get(field.name) ?? "";
      if (field.type === "checkbox") field.checked = value === "1";
      else field.value = value;
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    }
    apply();
  };

  const goTo = (name) => {
    const target = document.getElementById(name);
    const item = target?.closest("article.item");
    if (!item) return;
    if (item.hidden) read(new URLSearchParams());
    item.querySelector("details").open = true;
    target.scrollIntoView();
  };

  const follow = () => {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) read(new URLSearchParams(hash));
    else goTo(decoded(hash));
  };

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const setOpen = (open) => {
    const inner = open ? "details" : ":scope > details";
    for (const item of items.filter((each) => !each.hidden))
      for (const details of item.querySelectorAll(inner)) details.open = open;
  };

  form.addEventListener("input", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    read(new URLSearchParams());
    remember();
  });
  document.getElementById("open").addEventListener("click", () => setOpen(true));
  document.getElementById("close").addEventListener("click", () => setOpen(false));
  window.addEventListener("hashchange", () => {
    follow();
    if (location.hash.includes("=")) document.getElementById("items").scrollIntoView();
  });

  form.hidden = false;
  apply();
  follow();
})();
