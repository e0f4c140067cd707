/* Starts the form: fonts from this site, and our own reading and writing of files, before Sveltia CMS reads any. */
"use strict";

window.CMS_MANUAL_INIT = true;

(() => {
  // Its icons and letters, which it would fetch from another host: that rule of its style sheet is taken out below.
  const latin =
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, " +
    "U+2074, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD";
  const fonts = [
    ["Source Sans 3", "source-sans-3", { weight: "200 900", display: "swap", unicodeRange: latin, sizeAdjust: "110%" }],
    ["Noto Mono", "noto-mono", { weight: "400", display: "swap" }],
    ["Material Symbols Outlined", "material-symbols-outlined", { weight: "400", display: "block" }],
  ];
  const loaded = fonts.map(([family, file, descriptors]) => {
    const font = new FontFace(family, `url(fonts/${file}.woff2) format("woff2")`, descriptors);
    document.fonts.add(font);
    return font.load();
  });

  new MutationObserver(() => {
    for (const { cssRules, ownerNode } of document.styleSheets) {
      if (ownerNode.localName !== "style") continue;
      for (let place = cssRules.length - 1; place >= 0; place -= 1) {
        if (cssRules[place] instanceof CSSFontFaceRule) ownerNode.sheet.deleteRule(place);
      }
    }
  }).observe(document.head, { childList: true });

  // It would ask another host for newer versions of itself, and whether the git host is well. The page's policy
  // forbids that; here it is told so before the browser has to.
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]').content;
  const hosts = /connect-src ([^;]*)/.exec(policy)[1].split(" ");
  const ask = window.fetch.bind(window);
  window.fetch = async (what, ...options) => {
    const { origin, protocol } = new URL(what instanceof Request ? what.url : what, window.location.href);
    if (origin === window.location.origin || hosts.includes(origin) || hosts.includes(protocol)) return ask(what, ...options);
    throw new TypeError(`this form doesn't ask ${origin}`);
  };

  document.addEventListener("DOMContentLoaded", async () => {
    await Promise.allSettled(loaded);
    const answer = await fetch("config.json", { cache: "no-cache" });
    const { collections, ...config } = await answer.json();
    for (const { format, fields } of collections) {
      window.CMS.registerCustomFormat(format, "md", {
        fromFile: (text) => window.cuttings.read(text, fields),
        toFile: (entry) => window.cuttings.write(entry, fields),
      });
    }
    const plain = JSON.parse(JSON.stringify(collections, (key, value) => (key === "cuttings" ? undefined : value)));
    window.CMS.init({ config: { ...config, collections: plain, load_config_file: false } });
  });
})();
