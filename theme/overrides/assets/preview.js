/* Who a name is, beside the name: on hover and on focus. It can be pointed at, and Escape sends it away (WCAG 1.4.13). */
import { at } from "./names.js";

const box = document.createElement("div");
box.id = "preview";
box.className = "preview";
box.setAttribute("role", "tooltip");
box.hidden = true;
(document.querySelector("main") || document.body).append(box);

let shown = null; // the link that it is beside
let wanted = null; // the link that asked last
let timer = 0;

function hide() {
  clearTimeout(timer);
  wanted = null;
  if (shown) shown.removeAttribute("aria-describedby");
  shown = null;
  box.hidden = true;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!box.matches(":hover") && !(shown && (shown.matches(":hover") || shown === document.activeElement))) hide();
  }, 250);
}

function place(link) {
  const name = link.getClientRects()[0] || link.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(name.left, document.documentElement.clientWidth - size.width - 8));
  const below = name.bottom + 4 + size.height < document.documentElement.clientHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? name.bottom + 4 : Math.max(8, name.top - size.height - 4)}px`;
}

/** Preview the person, company or topic that a link leads to. */
export async function show(link, path, root, focused) {
  if (link === shown || link === wanted) return;
  wanted = link;
  clearTimeout(timer);
  const [entry] = await Promise.all([at(path, root), new Promise((done) => setTimeout(done, focused ? 50 : 300))]);
  if (wanted !== link || !entry || !(link.matches(":hover") || link === document.activeElement)) return;
  const [name, , who] = entry;
  const strong = document.createElement("strong");
  strong.textContent = name;
  const line = document.createElement("span");
  line.textContent = who;
  if (shown) shown.removeAttribute("aria-describedby");
  box.replaceChildren(strong, line);
  box.hidden = false;
  shown = link;
  link.setAttribute("aria-describedby", box.id);
  place(link);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) {
    event.stopPropagation();
    hide();
  } else if (event.key === "Escape") {
    wanted = null;
  }
}, true);
document.addEventListener("pointerout", later);
document.addEventListener("focusout", later);
document.addEventListener("scroll", () => shown && place(shown), { passive: true, capture: true });
