/* The index of names: publish/search/names.py says how it is laid out. Nothing here touches the page. */

const files = new Map();
const read = (url) => {
  if (!files.has(url.href)) {
    const answer = fetch(url).then((response) => (response.ok ? response.json() : Promise.reject(new Error(url.pathname))));
    answer.catch(() => files.delete(url.href));
    files.set(url.href, answer);
  }
  return files.get(url.href);
};

/** The list of the files, and the periods that stories are indexed by, newest first: 2024, 2024-q3 or 2024-07. */
export const index = (root) => read(new URL("search/index.json", root));

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/ß/g, "ss");
const words = (text) => (text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) || []).map(fold);
const hex = (key) => Array.from(new TextEncoder().encode(key), (byte) => byte.toString(16).padStart(2, "0")).join("");

/* The letters of a word in the order that a tree goes by: as they stand, backwards, from both ends to the middle. */
const orders = {
  first: (letters) => letters,
  last: (letters) => [...letters].reverse(),
  ends: (letters) => letters.map((_, place) => letters[place % 2 ? letters.length - (place + 1) / 2 : place / 2]),
};

/** The people, companies and topics filed under a term, in one of the trees. */
async function filed(root, tree, term) {
  const keys = new Set((await index(root))[tree]);
  const letters = orders[tree](Array.from(term));
  for (let length = letters.length; length >= 0; length -= 1) {
    const key = letters.slice(0, length).join("");
    if (keys.has(key)) return read(new URL(`search/${tree}-${hex(key)}.json`, root));
  }
  return [];
}

/** How many letters two words differ by, two neighbours changing places being one; more than `most` is not told apart. */
export function distance(one, other, most) {
  const a = Array.from(one);
  const b = Array.from(other);
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = b.map((_, place) => place).concat(b.length);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

const SHORTEST = 4; // letters of a word that may have one wrong, as in publish/search/names.py
const slack = (word) => (word.length >= 8 ? 2 : word.length >= SHORTEST ? 1 : 0);
const SURE = 70; // the words as they were typed, or the beginnings of some
const RISKY = 30; // taken from the score where one letter of four is wrong: half of all short names are that near

/* How many letters are wrong where a word is meant by another; Infinity where it can't be. */
function wrong(word, meant, most) {
  if (word.length === SHORTEST && meant.length < SHORTEST) return Infinity;
  const off = distance(word, meant, most);
  return off <= most ? off : Infinity;
}

function fit(asked, name) {
  const query = asked.join("");
  const parts = words(name);
  const whole = parts.join("");
  if (whole === query) return 100;
  if (whole.startsWith(query)) return 80;
  if (asked.every((word) => parts.some((part) => part.startsWith(word)))) return SURE;
  const off = wrong(query, whole, slack(query));
  if (off < Infinity) return 60 - off * 5 - (query.length === SHORTEST ? RISKY : 0);
  let [total, risk] = [0, 0];
  for (const word of asked) {
    const nearest = Math.min(...parts.map((part) => (part.startsWith(word) ? 0 : wrong(word, part, Math.min(slack(word), 1)))));
    if (nearest === Infinity) return 0;
    if (nearest && word.length === SHORTEST) risk = RISKY;
    total += nearest;
  }
  return parts.length ? Math.max(1, 50 - total * 5 - risk) : 0;
}

/** Whether a name has all the words of a query, none of them only begun: whoever has it is meant. */
const has = (name, asked) => asked.every((word) => words(name).includes(word));

/**
 * Whom a query may mean, best first: `{name, path, who, also, meant}`, `also` being the other name that it fits better,
 * and `meant` whether a name of theirs has the words as they were typed.
 */
export async function find(query, root, most = 8) {
  const asked = words(query);
  if (!asked.length) return [];
  const terms = [...new Set([asked.join(""), ...asked])].sort((a, b) => b.length - a.length).slice(0, 4);
  const lists = await Promise.all(terms.flatMap((term) => [
    filed(root, "first", term),
    ...(term.length >= SHORTEST ? ["last", "ends"].map((tree) => filed(root, tree, term)) : []),
  ]));
  const found = new Map();
  for (const [name, path, who, stories, others] of lists.flat()) {
    if (found.has(path)) continue;
    let [score, also] = [fit(asked, name), ""];
    for (const other of others) {
      const better = fit(asked, other);
      if (better > score) [score, also] = [better, other];
    }
    const meant = [name, ...others].some((each) => has(each, asked));
    found.set(path, { name, path, who, also, meant, stories, score });
  }
  const order = (a, b) => b.score - a.score || b.stories - a.stories || (a.path < b.path ? -1 : 1);
  const sorted = [...found.values()].filter((each) => each.score > 0).sort(order);
  const least = sorted.length && sorted[0].score >= SURE ? RISKY : 0;
  return sorted.filter((each) => each.score > least).slice(0, most);
}

/** Who has the page at a path, or undefined. */
export async function at(path, root) {
  const term = words(path.split("/")[1]).join("");
  return (await filed(root, "first", term)).find((each) => each[1] === path);
}
