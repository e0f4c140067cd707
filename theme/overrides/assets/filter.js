/* A box that narrows the tables and lists of a page to the rows with the words typed. */

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const OTHERS = ["gains", "years"]; // sections that lead into the list, or sum it up, and aren't part of it

/** Put a filter box over an article's list, which may be in several tables, if it has enough rows to need one. */
export function attach(article) {
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

  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let left = 0;
    rows.forEach((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
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
  });
  let before = first;
  while (before.parentElement !== article) before = before.parentElement;
  const above = before.previousElementSibling;
  (blocks.length > 1 && above && /^H[23]$/.test(above.tagName) ? above : before).before(form); // above all that it filters
}
