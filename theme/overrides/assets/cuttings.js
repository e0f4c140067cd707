/* What pages do once scripts run. All of it is extra: without scripts every page reads the same. */
"use strict";
(() => {
  const here = document.currentScript.src;
  const root = new URL("../", here); // the site's own address, wherever it lies
  const part = (name) => import(new URL(name, here).href);
  const forms = document.querySelectorAll("form[data-find]");
  const kind = forms.length ? forms[0].dataset.kind : "";

  /* Search: what it needs is fetched when somebody turns to the box. */
  let search = null;
  const attach = (form) => {
    search = search || part("search.js");
    return search.then((module) => module.attach(form, root)).catch(() => {
      search = null; // offline, or a folder opened without a server: the next try may do better
    });
  };
  for (const form of forms) {
    form.addEventListener("focusin", () => attach(form), { once: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.querySelector("input").focus(); // on a small telephone the box is no more than its button until then
    });
  }
  const asked = new URLSearchParams(location.search).get("q"); // a search as an address: ?q=…
  if (asked && forms.length) {
    const input = forms[0].querySelector("input");
    input.value = asked;
    input.focus();
  }
  const typing = (target) => target.closest && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const slashIsOff = () => {
    try {
      return localStorage.getItem("cuttings.slash") === "off";
    } catch {
      return false;
    }
  };
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target) && !slashIsOff();
    const k = (event.key === "k" || event.key === "K") && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!forms.length || !(slash || k)) return;
    event.preventDefault();
    event.stopPropagation();
    const input = forms[0].querySelector("input");
    input.focus();
    input.select();
  }, true);

  /* The menu of narrow windows: the label that opens it becomes a button. Escape closes it, and leaving it. */
  const drawer = document.getElementById("__drawer"); // a checkbox, by which the theme shows it
  const label = document.querySelector(".md-header label[for=__drawer]");
  const menu = document.querySelector(".md-sidebar--primary");
  if (drawer && label && menu) {
    const button = document.createElement("button");
    const turn = (open) => {
      if (drawer.checked !== open) drawer.click();
    };
    const tell = () => button.setAttribute("aria-expanded", `${drawer.checked}`);
    button.type = "button";
    button.className = `${label.className} menu`;
    button.append(...label.childNodes);
    button.addEventListener("click", () => turn(!drawer.checked));
    label.replaceWith(button);
    tell();
    drawer.addEventListener("change", () => {
      tell();
      if (drawer.checked) menu.querySelector("li a").focus();
    });
    menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && turn(false));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      turn(false);
      button.focus();
    });
  }

  /* Previews: on hover and on focus, of people, companies and topics named in the text. */
  const subject = (event) => {
    const link = event.target.closest && event.target.closest(".md-content a[href]");
    if (!link) return null;
    let target;
    let path = "";
    try {
      target = new URL(link.getAttribute("href"), location.href);
      if (target.origin === root.origin && target.pathname.startsWith(root.pathname)) {
        path = decodeURI(target.pathname.slice(root.pathname.length));
      }
    } catch {
      return null; // an address that is none
    }
    const same = target.pathname === location.pathname;
    return !same && /^(people|companies|topics)\/(?!-\/)[^/]+\/$/.test(path) ? { link, path } : null;
  };
  const preview = (event) => {
    const found = subject(event);
    if (found && event.pointerType !== "touch") {
      part("preview.js").then((module) => module.show(found.link, found.path, root, event.type === "focusin")).catch(() => {});
    }
  };
  document.addEventListener("pointerover", preview);
  document.addEventListener("focusin", preview);

  /* Filter boxes over long tables and lists; the date control on a company's page. */
  if (["people", "companies", "topics", "moves", "funding", "stories"].includes(kind)) {
    const named = ["people", "companies", "topics"].includes(kind);
    part("filter.js").then((module) => module.attach(document.querySelector(".md-content__inner"), root, named)).catch(() => {});
  }
  const data = document.getElementById("on-a-day-data");
  if (data) part("on-a-day.js").then((module) => module.attach(data, root)).catch(() => {});
})();
