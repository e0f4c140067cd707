/* A file's text ↔ what the form shows of it.
 *
 * Two things of the story format have no input of their own, mappings whose keys are names (`people`, `companies`)
 * and keys of one's own (`sources`): the form has lists for them. Every value is text, as the archive reads it.
 * What nobody changed in the form is written as it was, with its comments, quotes and order; so are keys that the
 * form doesn't know.
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

  function written(key, value, field) {
    const depth = !isMapping(value) && !isMapping(listed(value)[0]) ? 1 : field?.cuttings === "entries" ? 3 : field?.widget === "list" ? 2 : 1;
    return dump({ [key]: value }, { schema, flowLevel: depth, lineWidth: -1, noRefs: true });
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
    const old = found ?? Object.entries(parse(front ?? "")).map(([key, value]) => ({ key, value, after: "", text: written(key, value) }));
    const lines = old.map(({ key, value, text, after }) => {
      const field = byName.get(key);
      if (!field || same(made[key], kept(shownKnown({ [key]: value }, [field]), [field])[key])) return { key, text: text + after };
      return { key, text: (key in made ? written(key, made[key], field) : "") + after };
    });
    known.forEach((field, place) => {
      if (!(field.name in made) || lines.some((line) => line.key === field.name)) return;
      const before = known.slice(0, place).map(({ name }) => lines.findIndex((line) => line.key === name));
      lines.splice(Math.max(-1, ...before) + 1, 0, { key: field.name, text: written(field.name, made[field.name], field) });
    });
    return `---\n${head}${lines.map((line) => line.text).join("")}---\n${gap}${entry.body ?? ""}`;
  }

  function inputs(fields) {
    return fields.filter((field) => field.name !== "body" && field.name !== "_written");
  }

  return { read, write };
})();
