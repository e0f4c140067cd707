/* A file's text ↔ what the form shows of it.
 *
 * Two things of the story format have no input of their own, mappings whose keys are names (`people`, `companies`)
 * and keys of one's own (`sources`): the form has lists for them. Every value is text, as the archive reads it.
 * What nobody changed in the form is written as it was, with its comments, quotes and order: keys, the people and
 * facts below a key, and whatever the form doesn't know.
 */
"use strict";

window.cuttings = (() => {
  const { FAILSAFE_SCHEMA, NOT_RESOLVED, defineScalarTag, dump, load } = window.jsyaml;
  const nothing = defineScalarTag("tag:yaml.org,2002:null", {
    implicit: true,
    implicitFirstChars: [""],
    resolve: (text) => (text === "" ? null : NOT_RESOLVED),
    identify: (value) => value === null,
    represent: () => "",
  });
  const schema = FAILSAFE_SCHEMA.withTags(nothing);
  const FRONT = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/;
  const PICTURES = "/images/";

  const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isEmpty = (value) => value === undefined || value === null || value === "";
  const listed = (value) => (isEmpty(value) ? [] : Array.isArray(value) ? value : [value]);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const parse = (text) => load(text || "{}", { schema }) ?? {};

  function refuse(what) {
    throw new Error(`the form can't show ${what}; open the file in a text editor, and let "cuttings check" say more`);
  }

  function mapping(value, what) {
    return isEmpty(value) ? {} : isMapping(value) ? value : refuse(what);
  }

  /* ---- file → form ---- */

  function shown(values, fields, what) {
    const known = new Set(fields.map((field) => field.name));
    for (const key of Object.keys(mapping(values, what))) if (!known.has(key)) refuse(`"${key}" in ${what}`);
    return shownKnown(mapping(values, what), fields);
  }

  function shownKnown(values, fields) {
    const made = {};
    for (const field of fields) {
      const value = values[field.name];
      if (!isEmpty(value)) made[field.name] = shownValue(value, field);
    }
    return made;
  }

  function shownValue(value, field) {
    if (field.cuttings === "entries") return listed(isMapping(value) ? [value] : value).flatMap((one) => named(one, field));
    if (field.cuttings === "keyed") {
      const pairs = Object.entries(mapping(value, field.name));
      return pairs.map(([key, source]) => ({ key, ...shown(source, field.fields.slice(1), field.name) }));
    }
    if (field.widget === "object") return shown(value, field.fields, field.name);
    if (field.fields) return listed(value).map((one) => shown(one, field.fields, field.name));
    if (field.field) return listed(value).map((one) => text(one, field));
    return text(value, field);
  }

  function text(value, field) {
    if (typeof value !== "string") refuse(`the value of "${field.name}"`);
    if (field.cuttings === "picture") return PICTURES + value;
    if (field.cuttings === "yes-no") return { true: "yes", false: "no" }[value.toLowerCase()] ?? value.toLowerCase();
    return field.options?.find((option) => option === value.toLowerCase()) ?? value;
  }

  function named(entry, field) {
    if (typeof entry === "string") return [{ name: entry, facts: [] }];
    const { types, typeKey } = field.fields[1];
    return Object.entries(mapping(entry, field.name)).map(([name, facts]) => ({
      name,
      facts: listed(facts).map((fact) => {
        const kind = types.find((type) => type.name === Object.keys(mapping(fact, "a fact"))[0]);
        return kind ? { [typeKey]: kind.name, ...shown(fact, kind.fields, "a fact") } : refuse("a fact of this kind");
      }),
    }));
  }

  /* ---- form → file ---- */

  function kept(entry, fields) {
    const made = {};
    for (const field of fields) {
      const value = keptValue(entry[field.name], field);
      if (value !== undefined) made[field.name] = value;
    }
    return made;
  }

  function keptValue(value, field) {
    if (isEmpty(value)) return undefined;
    if (field.cuttings === "entries") return naming(listed(value), field);
    if (field.cuttings === "keyed") {
      const sources = listed(value).filter((source) => words(source.key));
      const pairs = sources.map((source) => [words(source.key), kept(source, field.fields.slice(1))]);
      return pairs.length ? Object.fromEntries(pairs) : undefined;
    }
    if (field.widget === "object") return unlessEmpty(kept(value, field.fields));
    if (field.fields) {
      const items = listed(value).map((item) => kept(item, field.fields)).filter((item) => Object.keys(item).length);
      return items.length ? items : undefined;
    }
    if (field.field) {
      const items = listed(value).map(words).filter(Boolean);
      return items.length === 1 && field.cuttings === "one or list" ? items[0] : items.length ? items : undefined;
    }
    const plain = words(value);
    return (field.cuttings === "picture" && plain.startsWith(PICTURES) ? plain.slice(PICTURES.length) : plain) || undefined;
  }

  function words(value) {
    return isEmpty(value) ? "" : String(value).trim();
  }

  function unlessEmpty(made) {
    return Object.keys(made).length ? made : undefined;
  }

  function naming(entries, field) {
    const { types, typeKey } = field.fields[1];
    const found = {};
    for (const { name, facts } of entries) {
      const known = words(name) || (listed(facts).length ? refuse("facts without a name") : "");
      if (!known) continue;
      const made = listed(facts).map((fact) => kept(fact, types.find((type) => type.name === fact[typeKey]).fields));
      found[known] = [...(found[known] ?? []), ...made.filter((fact) => Object.keys(fact).length)];
    }
    const names = Object.keys(found);
    if (!names.length) return undefined;
    if (names.every((name) => !found[name].length)) return names;
    return Object.fromEntries(names.map((name) => [name, found[name].length ? found[name] : null]));
  }

  /* ---- keeping what was written ---- */

  /* Each top-level key with its lines, and the lines of comments after them. None where lines don't tell keys apart. */
  function segments(front) {
    const found = [];
    let head = "";
    for (const line of front === "" ? [] : front.split("\n")) {
      if (/^[^\s#\]}-]/.test(line)) found.push({ text: `${line}\n`, after: "" });
      else if (!found.length) head += `${line}\n`;
      else if (/^(#.*|\s*)$/.test(line)) found.at(-1).after += `${line}\n`;
      else {
        found.at(-1).text += `${found.at(-1).after}${line}\n`;
        found.at(-1).after = "";
      }
    }
    try {
      for (const part of found) {
        const entries = Object.entries(parse(part.text));
        if (entries.length !== 1) return { head: "", found: null };
        [[part.key, part.value]] = entries;
      }
    } catch {
      return { head: "", found: null };
    }
    const whole = same(Object.fromEntries(found.map(({ key, value }) => [key, value])), parse(front));
    return whole ? { head, found } : { head: "", found: null };
  }

  function depthOf(value, field) {
    if (!isMapping(value) && !isMapping(listed(value)[0])) return 1;
    return field?.cuttings === "entries" ? 3 : field?.widget === "list" ? 2 : 1;
  }

  /* A key, or a list's entry, anew: what lies deeper than `depth` in braces and brackets. */
  function anew(value, depth) {
    return dump(value, { schema, flowLevel: depth, lineWidth: -1, noRefs: true });
  }

  /* A block of lines changed from one value to another, its unchanged parts as they were; null where that can't be. */
  function changed(block, was, now, depth) {
    if (isMapping(was) && isMapping(now)) return changedMapping(block, was, now, depth);
    return Array.isArray(was) && Array.isArray(now) ? changedList(block, was, now, depth) : null;
  }

  function changedMapping(block, was, now, depth) {
    const { head, found } = segments(block.replace(/\n$/, ""));
    const common = Object.keys(was).filter((key) => key in now);
    if (!found || !same(common, Object.keys(now).filter((key) => key in was))) return null;
    const old = found.map(({ key, text, after }) => {
      if (!(key in was) || same(was[key], now[key])) return text + after;
      return (key in now ? (inside(text, was[key], now[key], depth - 1) ?? anew({ [key]: now[key] }, depth)) : "") + after;
    });
    const added = Object.keys(now).filter((key) => !found.some((part) => part.key === key));
    return head + old.join("") + added.map((key) => anew({ [key]: now[key] }, depth)).join("");
  }

  function changedList(block, was, now, depth) {
    const items = block.split(/^(?=-[ \n])/m);
    const head = items.length && !items[0].startsWith("-") ? items.shift() : "";
    if (items.length !== was.length || !items.every((item) => listed(parse(item)).length === 1)) return null;
    const unused = new Set(was.keys());
    const lines = now.map((item) => {
      const place = [...unused].find((each) => same(was[each], item));
      unused.delete(place);
      return place === undefined ? anew([item], depth) : items[place];
    });
    return head + lines.join("");
  }

  /* A key's lines with its value changed: the lines below it, if its value stands there. */
  function inside(text, was, now, depth) {
    const [, first, block] = /^([^\n]*:[ \t]*(?:#[^\n]*)?\n)([^]*)$/.exec(text) ?? [];
    if (!block) return null;
    const lines = block.split("\n");
    const indents = lines.filter((line) => /^ *[^\s#]/.test(line)).map((line) => /^ */.exec(line)[0].length);
    const indent = Math.min(...indents);
    const made = changed(lines.map((line) => line.slice(Math.min(indent, /^ */.exec(line)[0].length))).join("\n"), was, now, Math.max(1, depth));
    return made === null ? null : first + made.replace(/^(?=.)/gm, " ".repeat(indent));
  }

  function read(text, fields) {
    const parts = FRONT.exec(text);
    const front = parts ? (parts[1] ?? "") : null; // an ordinary page may have none
    const values = parse(front ?? "");
    if (!isMapping(values)) refuse("this front matter");
    const body = parts ? text.slice(parts[0].length) : text;
    return { ...shownKnown(values, inputs(fields)), body: body.replace(/^\n+/, ""), _written: JSON.stringify([front, /^\n*/.exec(body)[0]]) };
  }

  function write(entry, fields) {
    const [front, gap] = isEmpty(entry._written) ? [null, ""] : JSON.parse(entry._written);
    const known = inputs(fields);
    const byName = new Map(known.map((field) => [field.name, field]));
    const made = kept(entry, known);
    if (front === null && !Object.keys(made).length) return entry.body ?? "";
    const { head, found } = segments(front ?? "");
    const old = found ?? Object.entries(parse(front ?? "")).map(([key, value]) => ({ key, value, after: "", text: anew({ [key]: value }, 1) }));
    const before = kept(shownKnown(Object.fromEntries(old.map(({ key, value }) => [key, value])), known), known);
    const attempt = (careful) => {
      const lines = old.map(({ key, text, after }) => {
        if (!byName.has(key) || same(made[key], before[key])) return { key, text: text + after };
        if (!(key in made)) return { key, text: after };
        const depth = depthOf(made[key], byName.get(key));
        const kept = careful ? inside(text, before[key], made[key], depth - 1) : null;
        return { key, text: (kept ?? anew({ [key]: made[key] }, depth)) + after };
      });
      known.forEach((field, place) => {
        if (!(field.name in made) || lines.some((line) => line.key === field.name)) return;
        const earlier = known.slice(0, place).map(({ name }) => lines.findIndex((line) => line.key === name));
        const text = anew({ [field.name]: made[field.name] }, depthOf(made[field.name], field));
        lines.splice(Math.max(-1, ...earlier) + 1, 0, { key: field.name, text });
      });
      return head + lines.map((line) => line.text).join("");
    };
    const careful = attempt(true);
    return `---\n${means(careful, made, known) ? careful : attempt(false)}---\n${gap}${entry.body ?? ""}`;
  }

  function means(front, values, known) {
    try {
      return same(kept(shownKnown(parse(front), known), known), values);
    } catch {
      return false;
    }
  }

  function inputs(fields) {
    return fields.filter((field) => field.name !== "body" && field.name !== "_written");
  }

  return { read, write };
})();
