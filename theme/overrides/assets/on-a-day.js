/* Who was here on a day: the answers are worked out when the site is built (pages/days.py); this looks one up. */

const GROUPS = [
  ["y", "There"],
  ["u", "Not known"],
  ["n", "No longer there"],
  ["b", "Not there yet"],
];
const make = (tag, text = "", attributes = {}) => {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
/* The day that an address means: a year or a month means its first. */
const meant = (text) => `${text}${"-01".repeat(Math.max(0, 3 - text.split("-").length))}`;
const spoken = (day) => new Date(`${day}T00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** The answer for a day out of `y2021-05-01,n2024-08-05`: each letter holds from its day on. */
export function answer(told, day) {
  let found = "x"; // nothing was on file
  for (const each of told.split(",")) {
    if (each.slice(1) > day) break;
    found = each[0] || "x";
  }
  return found;
}

/** Put the control below its heading. `script` holds the data, or says which file does. */
export async function attach(script, root) {
  const heading = document.getElementById("on-a-day");
  if (!heading) return;
  let data = JSON.parse(script.textContent);
  const load = async () => {
    if (data.src) data = { ...(await (await fetch(new URL(data.src, root))).json()), day: data.day };
  };

  const form = make("form", "", { class: "on-a-day" });
  const label = make("label", "Day ", { for: "on-a-day-input" });
  const input = make("input", "", { type: "date", id: "on-a-day-input" });
  const field = make("fieldset");
  field.append(make("legend", "By what was known"));
  const radios = [["now", "now"], ["then", "on that day"]].map(([value, text]) => {
    const radio = make("input", "", { type: "radio", name: "known", value, id: `known-${value}` });
    field.append(radio, make("label", text, { for: `known-${value}` }));
    return radio;
  });
  const status = make("p", "", { role: "status" });
  const lists = make("div", "", { class: "on-a-day__lists" });
  form.append(label, input, field);
  form.addEventListener("submit", (event) => event.preventDefault());
  let after = heading;
  while (after.nextElementSibling && after.nextElementSibling.tagName === "P") after = after.nextElementSibling;
  if (after !== heading) after.textContent = "Pick a day to see who was here, who was not, and of whom it is not known.";
  after.after(form, status, lists);

  let turn = 0;
  let note = ""; // what an address had in place of a day
  const render = async () => {
    const day = input.value;
    const then = radios[1].checked;
    turn += 1;
    const mine = turn;
    if (!isDay(day)) {
      status.textContent = "Pick a day.";
      lists.replaceChildren();
      return;
    }
    try {
      await load();
    } catch {
      status.textContent = "The list could not be fetched.";
      return;
    }
    if (mine !== turn) return;
    const groups = new Map(GROUPS.map(([letter]) => [letter, []]));
    for (const [name, path, now, known] of data.people) {
      const found = answer(then ? known : now, day);
      if (groups.has(found)) groups.get(found).push([name, path]);
    }
    const [there, open] = [groups.get("y").length, groups.get("u").length];
    const by = then ? "by what had been reported by then" : "by what is known now";
    const range = open ? `at least ${there}, at most ${there + open}` : `${there}`;
    const nothing = [...groups.values()].every((people) => !people.length);
    if (nothing && then) status.textContent = `${note}On ${spoken(day)}: nothing had been reported by then.`;
    else if (nothing) status.textContent = `${note}On ${spoken(day)}, ${by}: nobody on file.`;
    else status.textContent = `${note}On ${spoken(day)}, ${by}: ${range} of those on file.`;
    lists.replaceChildren();
    for (const [letter, title] of GROUPS) {
      const people = groups.get(letter);
      if (!people.length) continue;
      const list = make("ul");
      for (const [name, path] of people) {
        const item = make("li");
        item.append(make("a", name, { href: new URL(path, root).href }));
        list.append(item);
      }
      lists.append(make("h3", `${title} (${people.length})`), list);
    }
  };

  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const text = asked.get("on");
    const linked = text !== null;
    const day = meant(text || "");
    note = "";
    if (linked && !isDay(day)) note = `“${text}” is not a day. `;
    else if (linked && day !== text) note = `${text} is taken for its first day. `;
    input.value = isDay(day) ? day : input.value || data.day;
    radios[linked && asked.get("known") === "then" ? 1 : 0].checked = true;
    return linked;
  };
  const changed = () => {
    note = "";
    const asked = isDay(input.value) ? `#on=${input.value}${radios[1].checked ? "&known=then" : ""}` : location.pathname + location.search;
    history.replaceState(history.state, "", asked);
    render();
  };
  form.addEventListener("change", changed);
  const follow = async () => {
    const linked = read();
    if (linked || !data.src) await render(); // a large list is fetched when somebody asks for it
    if (linked) heading.scrollIntoView();
  };
  addEventListener("hashchange", () => location.hash.startsWith("#on=") && follow());
  follow();
}
