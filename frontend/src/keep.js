// Nothing typed is ever lost: forms marked data-keep="some.key" are remembered in this browser,
// per person, until the server has accepted them. An older text is offered, never forced.
import { element, whenever } from "./dom.js";

const DAYS = 14;
const PREFIX = `keep:${document.body.dataset.person ?? ""}:`;
const timers = new WeakMap();
const SKIPPED = /^(password|file|hidden|submit|button)$/;

export function startKeeping() {
  dropStale();
  whenever("form[data-keep]", watch);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form[data-keep]");
    // Not `detail.successful`: htmx calls a swapped 422 a success, and says nothing of a redirect.
    const accepted = event.detail.xhr.status >= 200 && event.detail.xhr.status < 300;
    // A trial, such as a preview, has stored nothing.
    const isTrial = event.detail.elt.matches("[data-trial]");
    if (form && accepted && !isTrial && event.detail.requestConfig.verb !== "get") settle(form);
  });
  // A draft that was new has a name of its own now.
  document.addEventListener("kept-as", (event) => {
    const form = event.target.closest?.("form[data-keep]");
    if (form) form.dataset.keptAs = event.detail.value;
  });
  // The receipt is shown: what it is about need not be kept any longer.
  whenever("[data-kept-done]", (part) => {
    for (const key of [part.dataset.keptDone, part.dataset.keptNew].filter(Boolean)) {
      if (key === part.dataset.keptDone || read(PREFIX + key)?.accepted) drop(PREFIX + key);
    }
  });
  whenever("[data-forget-kept]", (form) => {
    form.addEventListener("submit", () => ours().forEach((slot) => localStorage.removeItem(slot)));
  });
  whenever("[data-kept-note]", (note) => {
    note.hidden = ours().length === 0;
  });
}

/** Whether a form's text would survive the loss of this page. */
export const isKept = (form) => Boolean(form?.dataset.keep);

const slotOf = (form) => PREFIX + form.dataset.keep;
const ours = () => Object.keys(localStorage).filter((slot) => slot.startsWith(PREFIX));

function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  const earlier = read(slotOf(form));
  // What the server has accepted is kept in silence until the receipt is shown.
  if (earlier && !earlier.accepted && differs(form, earlier.values)) {
    localStorage.setItem(`${slotOf(form)}~`, localStorage.getItem(slotOf(form)));
    localStorage.removeItem(slotOf(form));
  }
  const older = read(`${slotOf(form)}~`);
  if (older) offer(form, older);
  const later = () => {
    form.dataset.touched = "yes";
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), 300));
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.addEventListener("pagehide", () => form.dataset.touched && save(form));
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => {
    return field.name && !SKIPPED.test(field.type) && field.dataset.unkept === undefined;
  });
}

function valuesOf(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    values[field.name] ??= [];
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values[field.name].push(field.value);
    } else if (field.multiple) {
      values[field.name].push(...[...field.selectedOptions].map((option) => option.value));
    } else values[field.name].push(field.value);
  }
  return values;
}

/** What the chosen options of selects that ask the server are called: another page may not have them. */
function wordsOf(form) {
  const words = {};
  for (const select of form.querySelectorAll("select[data-source]")) {
    for (const option of select.selectedOptions) words[option.value] = option.text;
  }
  return words;
}

function differs(form, values) {
  const now = valuesOf(form);
  return Object.keys(values).some(
    (name) => values[name].join("") !== "" && JSON.stringify(values[name]) !== JSON.stringify(now[name]),
  );
}

function save(form) {
  if (!form.isConnected) return;
  try {
    localStorage.setItem(slotOf(form), JSON.stringify({ at: Date.now(), values: valuesOf(form), words: wordsOf(form) }));
  } catch {
    // The browser's store is full or closed: the page itself still holds the text.
  }
}

function read(slot) {
  try {
    return JSON.parse(localStorage.getItem(slot));
  } catch {
    return null;
  }
}

/** The server has accepted it: forget it, or keep it under its new name until the receipt is shown. */
function settle(form) {
  const slot = slotOf(form);
  if (form.dataset.keepUntil !== "receipt") return forget(form);
  save(form);
  const kept = read(slot);
  forget(form);
  if (!kept) return undefined;
  const name = form.dataset.keptAs ?? form.dataset.keep;
  localStorage.setItem(PREFIX + name, JSON.stringify({ ...kept, accepted: true }));
  return undefined;
}

function drop(slot) {
  localStorage.removeItem(slot);
  localStorage.removeItem(`${slot}~`);
}

function forget(form) {
  delete form.dataset.touched;
  clearTimeout(timers.get(form));
  localStorage.removeItem(slotOf(form));
}

function dropStale() {
  for (const slot of Object.keys(localStorage).filter((key) => key.startsWith("keep:"))) {
    if (!(read(slot)?.at > Date.now() - DAYS * 86400000)) localStorage.removeItem(slot);
  }
}

function offer(form, older) {
  const note = element("div", "note note-info kept-offer");
  note.setAttribute("role", "status");
  const when = new Date(older.at).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
  note.append(element("p", "mb-0", `您在 ${when} 填写过这张表，但没有提交。`));
  const restore = element("button", "btn btn-sm btn-primary", "恢复未提交的内容");
  const drop = element("button", "btn btn-sm", "不要了");
  for (const button of [restore, drop]) button.type = "button";
  const settle = () => {
    localStorage.removeItem(`${slotOf(form)}~`);
    note.remove();
  };
  restore.addEventListener("click", () => {
    fill(form, older.values, older.words ?? {});
    settle();
  });
  drop.addEventListener("click", settle);
  note.append(restore, drop);
  form.prepend(note);
  // One offer is enough: the newer of this device's and the server's.
  const other = document.querySelector("[data-server-copy]");
  if (other) (Date.parse(other.dataset.at) > older.at ? note : other).hidden = true;
}

function fill(form, values, words) {
  for (const field of fieldsOf(form)) {
    const wanted = values[field.name];
    if (!wanted) continue;
    if (field.dataset.source) offerAgain(field, wanted, words);
    if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
    else if (field.tomselect) field.tomselect.setValue(wanted);
    else if (field.multiple) for (const option of field.options) option.selected = wanted.includes(option.value);
    else field.value = wanted[fieldsOf(form).filter((one) => one.name === field.name).indexOf(field)] ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function offerAgain(select, wanted, words) {
  const present = new Set([...select.options].map((option) => option.value));
  for (const value of wanted.filter((one) => one && !present.has(one))) {
    const text = words[value] ?? value;
    if (select.tomselect) select.tomselect.addOption({ value, text });
    else select.add(new Option(text, value));
  }
}
