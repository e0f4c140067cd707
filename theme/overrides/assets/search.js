/* The search box: names first, with who they are, then stories by full text. What is shown is text, never markup. */
import { find, index } from "./names.js";

const FIRST = 3; // periods searched at once, the newest; as many more each time that they hold too little
const ENOUGH = 10; // stories
const PAGE = 10; // stories shown at a time
const FILTERS = [["person", "Person"], ["company", "Company"], ["topic", "Topic"]];

const make = (tag, className = "", text = "") => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
};
const spoken = (day) => new Date(`${day}T00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

const yearOf = (period) => Number(period.slice(0, 4));
/* When a period begins, in words: 2024 is a year, 2024-q3 a quarter of it, 2024-07 a month. */
function beginning(period) {
  if (period.length === 4) return period;
  const month = period[5] === "q" ? 3 * Number(period[6]) - 3 : Number(period.slice(5)) - 1;
  return new Date(Date.UTC(yearOf(period), month)).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
}

/* What filters call somebody: publish/search/told.py. Of two of one name, each has the slug behind it. */
const KINDS = { people: "person", companies: "company", topics: "topic" };
function labelled({ name, path }) {
  const [folder, slug] = path.split("/");
  return { [KINDS[folder]]: { any: [name, `${name} (${slug})`] } };
}

/* How many stories each value of a filter would leave, in two answers together. */
function summed(one, other) {
  const counts = {};
  for (const answer of [one, other]) {
    for (const [filter, values] of Object.entries(answer)) {
      counts[filter] = counts[filter] || {};
      for (const [value, count] of Object.entries(values)) counts[filter][value] = (counts[filter][value] || 0) + count;
    }
  }
  return counts;
}

/*
 * The stories on those who are meant, first those that have the words as they were typed, and then others that have
 * them. Pagefind by itself takes a word that it doesn't have for a shorter one, "Ines" for "in".
 */
async function searchNamed(pagefind, query, meant, filters) {
  const words = `"${query.replace(/"/g, " ")}"`;
  const on = { any: meant.map(labelled) };
  const ask = async (term, ...all) => pagefind.search(term, { filters: { all } });
  const [told, named, others] = [await ask(words, filters, on), await ask(null, filters, on), await ask(words, filters, { not: on })];
  const isNarrowed = Object.keys(filters).length > 0;
  const [allNamed, allOthers] = isNarrowed ? [await ask(null, on), await ask(words, { not: on })] : [named, others];
  const first = new Set(told.results.map((result) => result.id));
  return {
    results: [...told.results, ...named.results.filter((result) => !first.has(result.id)), ...others.results],
    filters: summed(named.filters, others.filters),
    totalFilters: summed(allNamed.filters, allOthers.filters),
    unfilteredResultCount: allNamed.results.length + allOthers.results.length,
  };
}

/* Pagefind, with the bundles of the newest periods first. */
let engine = null;
async function stories(root) {
  if (!engine) {
    engine = (async () => {
      const { periods } = await index(root);
      if (!periods.length) return null;
      const options = (period) => ({ baseUrl: "/", excerptLength: 28, mergeFilter: { year: `${yearOf(period)}` } });
      const pagefind = (await import(new URL("pagefind/pagefind.js", root).href)).createInstance({
        basePath: new URL(`pagefind/${periods[0]}/`, root).href,
        ...options(periods[0]),
        noWorker: true,
      });
      await pagefind.init();
      let loaded = 1;
      const merge = async (count) => {
        const next = periods.slice(loaded, loaded + count);
        loaded += next.length;
        await Promise.all(next.map((period) => pagefind.mergeIndex(new URL(`pagefind/${period}/`, root).href, options(period))));
      };
      await merge(FIRST - 1);
      return {
        years: [...new Set(periods.map(yearOf))],
        pagefind,
        more: () => merge(loaded), // twice as many each time: few turns lead through a century
        since: () => beginning(periods[loaded - 1]),
        lacks: (year) => periods.slice(loaded).some((period) => yearOf(period) === year),
        left: () => periods.length - loaded,
      };
    })();
    engine.catch(() => {
      engine = null;
    });
  }
  return engine;
}

/* Text with the words that were found marked. Pagefind writes <mark> around them and &lt; for <. */
function marked(excerpt) {
  const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  const line = make("p", "find__excerpt");
  excerpt.split(/<mark>(.*?)<\/mark>/).forEach((text, place) => {
    line.append(place % 2 ? make("mark", "", plain(text)) : plain(text));
  });
  return line;
}

class Search {
  constructor(form, root) {
    this.form = form;
    this.root = root;
    this.input = form.querySelector("input");
    this.turn = 0;
    this.build();
    this.input.addEventListener("input", () => this.soon());
    this.input.addEventListener("focus", () => this.input.value.trim() && this.open());
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("submit", () => {
      const first = this.first();
      if (first) first.click();
      else this.run();
    });
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) this.close();
    });
    document.addEventListener("pointerdown", (event) => form.contains(event.target) || this.close());
    if (this.input.value.trim()) this.soon();
  }

  build() {
    this.panel = make("div", "find__panel md-typeset");
    this.panel.hidden = true;
    this.status = make("p", "find__status");
    this.status.setAttribute("role", "status");
    this.names = make("ul", "find__list");
    this.namesTitle = make("h2", "", "People, companies and topics");
    this.storiesTitle = make("h2", "", "Stories");
    this.filters = make("details", "find__filters"); // what filters offer is fetched when somebody opens them
    this.filters.append(make("summary", "", "Narrow by person, company, topic or year"));
    this.filters.addEventListener("toggle", () => this.filters.open && this.run());
    this.selects = new Map();
    for (const [name, title] of [...FILTERS, ["year", "Year"]]) {
      const label = make("label", "", `${title} `);
      const select = make("select");
      select.append(new Option("any", ""));
      select.addEventListener("change", () => this.run());
      label.append(select);
      this.filters.append(label);
      this.selects.set(name, select);
    }
    this.none = make("p", "find__none", "Try fewer words, or the beginning of a name; or look through all ");
    this.none.hidden = true;
    for (const [place, what] of ["people", "companies", "stories"].entries()) {
      const link = make("a", "", what);
      link.href = new URL(`${what}/`, this.root).href;
      this.none.append(["", ", ", " and "][place], link);
    }
    this.none.append(".");
    this.list = make("ul", "find__list");
    this.more = make("button", "find__more md-button", "More stories");
    this.more.type = "button";
    this.more.addEventListener("click", () => this.showMore());
    this.panel.append(this.status, this.none, this.namesTitle, this.names, this.storiesTitle, this.filters, this.list, this.more, this.shortcut());
    this.form.append(this.panel);
  }

  /* A shortcut of one key has to have an off switch (WCAG 2.1.4). */
  shortcut() {
    const label = make("label", "find__shortcut");
    const box = make("input");
    box.type = "checkbox";
    try {
      box.checked = localStorage.getItem("cuttings.slash") !== "off";
      box.addEventListener("change", () => localStorage.setItem("cuttings.slash", box.checked ? "on" : "off"));
    } catch {
      box.disabled = true;
    }
    label.append(box, " The key / leads here; Ctrl or Command and K always does");
    return label;
  }

  open() {
    this.panel.hidden = false;
  }

  close() {
    this.panel.hidden = true;
  }

  links() {
    return [...this.panel.querySelectorAll("a[href]")].filter((link) => !link.closest("[hidden]"));
  }

  first() {
    return this.links().find((link) => link.closest(".find__list"));
  }

  key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.panel.hidden) this.input.value = "";
      this.close();
      this.input.focus();
      this.close(); // focus would open it again
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.tagName !== "SELECT") {
      const links = this.links();
      if (!links.length) return;
      event.preventDefault();
      const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? this.input : links[Math.min(next, links.length - 1)]).focus();
    }
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), 120);
  }

  async run() {
    const query = this.input.value.trim();
    this.turn += 1;
    const mine = this.turn;
    if (!query) {
      this.close();
      return;
    }
    this.open();
    try {
      const names = await find(query, this.root);
      if (mine !== this.turn) return;
      this.showNames(names);
      const found = await this.stories(query, names.filter((each) => each.meant), mine);
      if (mine !== this.turn) return;
      this.results = found;
      this.list.replaceChildren();
      this.shown = 0;
      const many = counted(found.length, "story", "stories");
      const since = this.engine && this.engine.left() ? ` since ${this.engine.since()}` : "";
      this.status.textContent = `${counted(names.length, "name", "names")}, ${many}${since}`;
      this.none.hidden = names.length > 0 || found.length > 0;
      await this.showMore();
    } catch {
      if (mine === this.turn) this.status.textContent = "The search could not be loaded. Try again in a moment.";
    }
  }

  showNames(names) {
    this.namesTitle.hidden = !names.length;
    this.names.replaceChildren(...names.map((each) => {
      const item = make("li");
      const link = make("a", "", each.name);
      link.href = new URL(each.path, this.root).href;
      item.append(link);
      if (each.also && !each.name.includes(each.also)) item.append(make("span", "find__also", ` also ${each.also}`));
      item.append(make("span", "find__who", each.who));
      return item;
    }));
  }

  async stories(query, meant, mine) {
    this.engine = await stories(this.root);
    if (!this.engine) return [];
    const filters = {};
    for (const [name, select] of this.selects) if (select.value) filters[name] = select.value;
    const { pagefind } = this.engine;
    const search = async () => {
      if (this.filters.open || meant.length) await pagefind.filters();
      return meant.length ? searchNamed(pagefind, query, meant, filters) : pagefind.search(query, { filters });
    };
    let answer = await search();
    const wanted = this.selects.get("year").value;
    const lacks = () => (wanted ? this.engine.lacks(Number(wanted)) : answer.results.length < ENOUGH);
    while (mine === this.turn && this.engine.left() && lacks()) {
      await this.engine.more();
      answer = await search();
    }
    if (mine === this.turn) this.offer(answer);
    return answer.results;
  }

  /* The filters' values, with how many of the stories found each would leave. */
  offer(answer) {
    for (const [name, select] of this.selects) {
      const now = select.value;
      const counts = (now ? answer.totalFilters : answer.filters)[name] || {};
      let values = Object.entries(counts).filter(([value, count]) => count > 0 || value === now);
      if (name === "year") values = this.engine.years.map((year) => [`${year}`, counts[year]]);
      else values.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).splice(50);
      if (now && !values.some(([value]) => value === now)) values.unshift([now, 0]);
      select.replaceChildren(new Option("any", ""), ...values.map(([value, count]) => new Option(count === undefined ? value : `\u2068${value}\u2069 (${count})`, value)));
      select.value = now;
    }
    this.filters.hidden = !answer.unfilteredResultCount && !answer.results.length;
  }

  async showMore() {
    const mine = this.turn;
    if (this.shown >= this.results.length && this.engine && this.engine.left()) {
      await this.engine.more();
      this.run();
      return;
    }
    const next = this.results.slice(this.shown, this.shown + PAGE);
    const data = await Promise.all(next.map((result) => result.data()));
    if (mine !== this.turn) return;
    this.shown += next.length;
    for (const each of data) {
      const item = make("li");
      const link = make("a", "", each.meta.title);
      link.href = new URL(each.raw_url, this.root).href;
      item.append(link, make("span", "find__who", spoken(each.meta.date)), marked(each.excerpt));
      this.list.append(item);
    }
    this.storiesTitle.hidden = !this.results.length && this.filters.hidden;
    const older = this.shown >= this.results.length;
    this.more.hidden = older && !(this.engine && this.engine.left());
    this.more.textContent = older ? "Search older stories" : "More stories";
  }
}

const attached = new WeakMap();

/** Make a form search. `root` is the site's own address. */
export function attach(form, root) {
  if (!attached.has(form)) attached.set(form, new Search(form, root));
}
