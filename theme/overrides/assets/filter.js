/* A box that narrows the tables and lists of a page to the rows with the words typed. */

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const OTHERS = ["gains", "years"]; // sections that lead into the list, or sum it up, and aren't part of it

const PARAMETER = "filter"; // of the page's address: whoever comes back to it, or is sent it, finds what was left

/**
 * Put a filter box over an article's list, which may be in several tables, if it has enough rows to need one.
 * `root` is the site's own address. `named`: whether rows are of people, companies or topics, who have other names, too.
 */
export function attach(article, root, named) {
  const section = (block) => {
    let before = block;
    while (before.parentElement !== article) before = before.parentElement;
    while (before && before.tagName !== "H2") before = before.previousElementSibling;
    return before ? before.id : "";
  };
  const listed = (block) => !block.closest("figure, details") && !OTHERS.includes(section(block));
  const tables = [...article.querySelectorAll(":scope table")].filter(listed);
  const lists = tables.length ? [] : [...article.querySelectorAll(":scope > ul")].filter(listed);
  const blocks = [...tables, ...lists];
  const rows = blocks.flatMap((block) => [...block.querySelectorAll(block.tagName === "UL" ? ":scope > li" : "tbody tr")]);
  if (rows.length < 2) return;
  const texts = rows.map((row) => fold(row.textContent));
  const heads = new Map(); // each block's headings, hidden when nothing below them is left
  let head = [];
  const first = blocks[0].closest(".md-typeset__scrollwrap") || blocks[0];
  for (const child of article.children) {
    if (/^H[23]$/.test(child.tagName)) head = child.tagName === "H2" ? [child] : [...head.filter((each) => each.tagName === "H2"), child];
    for (const block of blocks) if (child.contains(block)) heads.set(block, head);
  }

  const form = document.createElement("form");
  form.className = "narrow";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "This page");
  const label = document.createElement("label");
  label.htmlFor = "narrow";
  label.textContent = "Filter this list";
  const input = document.createElement("input");
  input.type = "search";
  input.id = "narrow";
  input.autocomplete = "off";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  form.append(label, input, status);
  form.addEventListener("submit", (event) => event.preventDefault());

  /* Rows of those who have all the words in a name that the row doesn't show. */
  const called = async (text, words) => {
    const { find } = await import("./names.js");
    const others = (await find(text, root, rows.length)).filter((each) => words.every((word) => fold(each.also).includes(word)));
    const places = new Set(others.map((each) => new URL(each.path, root).href));
    return rows.map((row) => places.has((row.querySelector("a[href]") || {}).href));
  };
  const show = (words, also) => {
    let left = 0;
    rows.forEach((row, place) => {
      row.hidden = !(words.every((word) => texts[place].includes(word)) || also[place]);
      left += row.hidden ? 0 : 1;
    });
    const kept = new Set();
    for (const block of blocks) {
      const some = rows.some((row) => block.contains(row) && !row.hidden);
      block.hidden = !some;
      if (some) for (const each of heads.get(block) || []) kept.add(each);
    }
    for (const all of heads.values()) for (const each of all) each.hidden = !kept.has(each);
    status.textContent = words.length ? `${left} of ${rows.length} on this page` : "";
    if (left) return;
    const search = document.createElement("a"); // the search box of every page takes it from the address
    search.href = `?q=${encodeURIComponent(input.value.trim())}`;
    search.textContent = `Search everything for “${input.value.trim()}”`;
    status.append(". ", search);
  };
  const filter = async () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const text = input.value;
    show(words, []);
    if (!named || !words.length) return;
    const also = await called(text, words).catch(() => []); // offline: the rows themselves will do
    if (text === input.value && also.some(Boolean)) show(words, also);
  };
  let timer = 0;
  input.addEventListener("input", () => {
    filter();
    clearTimeout(timer); // browsers allow only so many changes of the address
    timer = setTimeout(() => {
      const here = new URL(location.href);
      if (input.value.trim()) here.searchParams.set(PARAMETER, input.value.trim());
      else here.searchParams.delete(PARAMETER);
      history.replaceState(history.state, "", here);
    }, 200);
  });
  let before = first;
  while (before.parentElement !== article) before = before.parentElement;
  const above = before.previousElementSibling;
  (blocks.length > 1 && above && /^H[23]$/.test(above.tagName) ? above : before).before(form); // above all that it filters
  input.value = new URLSearchParams(location.search).get(PARAMETER) || "";
  if (input.value) filter();
}
