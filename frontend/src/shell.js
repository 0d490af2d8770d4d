// Sidebar on phones, menus, large print, and the keys that work on every page.

export function startShell() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-nav-toggle]")) toggleNavigation();
    else if (navigationCovers() && !event.target.closest("#navigation")) toggleNavigation(false);
    if (event.target.closest("[data-large-print]")) toggleLargePrint();
    if (event.target.closest("[data-print]")) window.print();
    closeMenusExcept(event.target.closest("details.menu"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isTyping(event.target)) focusSearch(event);
    if (event.key === "Escape") leaveOpenThings();
  });
  if (window.matchMedia("(min-width: 992px)").matches) {
    document.querySelector("#navigation [aria-current]")?.scrollIntoView({ block: "nearest" });
  }
  const print = document.querySelector("[data-large-print]");
  print?.setAttribute("aria-pressed", String(isLarge()));
}

const navigationCovers = () => document.body.dataset.nav === "open";
const isLarge = () => document.documentElement.dataset.size === "large";

function toggleLargePrint() {
  const size = isLarge() ? "normal" : "large";
  document.documentElement.dataset.size = size;
  document.cookie = `size=${size}; path=/; max-age=31536000; samesite=lax`;
  document.querySelector("[data-large-print]").setAttribute("aria-pressed", String(size === "large"));
}

function toggleNavigation(open = !navigationCovers()) {
  document.body.dataset.nav = open ? "open" : "";
  const button = document.querySelector(".topbar [data-nav-toggle]");
  button.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector("#navigation a, #navigation summary")?.focus();
  else button.focus();
}

function leaveOpenThings() {
  if (navigationCovers()) toggleNavigation(false);
  const menu = document.querySelector("details.menu[open]");
  menu?.querySelector("summary").focus();
  closeMenusExcept(null);
}

function closeMenusExcept(kept) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== kept) menu.open = false;
  });
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function focusSearch(event) {
  const box = document.querySelector("#search");
  if (!box || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  box.focus();
  box.select();
}
