// What is typed into form[data-copy] is kept on the server as well, every twenty seconds when it has
// changed and when the page is left: a battery may be empty, the device in other hands. The browser
// keeps it too (keep.js); the line under the form says which of the two has it.
import { whenever } from "./dom.js";

const EVERY = 20000;
const states = new WeakMap();

export function startCopying() {
  whenever("form[data-copy]", watch);
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => stop(elt));
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
    if (states.has(elt) && !(xhr.status >= 200 && xhr.status < 300)) states.get(elt).isSending = false;
  });
  window.addEventListener("online", () => document.querySelectorAll("form[data-copy]").forEach(copy));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") document.querySelectorAll("form[data-copy]").forEach(leave);
  });
}

function watch(form) {
  if (states.has(form)) return;
  const state = { isChanged: false, isSending: false };
  states.set(form, state);
  form.addEventListener("input", () => (state.isChanged = true));
  form.addEventListener("change", () => (state.isChanged = true));
  const timer = setInterval(() => (form.isConnected ? copy(form) : clearInterval(timer)), EVERY);
}

/** The form itself is being sent: what it stores is more than a copy. */
function stop(form) {
  if (states.has(form)) states.get(form).isSending = true;
}

async function copy(form) {
  const state = states.get(form);
  if (!state?.isChanged || state.isSending) return;
  state.isSending = true;
  state.isChanged = false;
  try {
    const answer = await fetch(form.dataset.copy, { method: "POST", body: new FormData(form), redirect: "error" });
    const said = await answer.json();
    if (answer.ok) tell(form, `${said.kept_at} 已存到服务器，也存在这台设备上。`);
    else tell(form, said.message, "warn");
  } catch {
    state.isChanged = true;
    tell(form, "现在连不上服务器。您写的文字已存在这台设备上，还没有存到服务器；可以接着写，连上以后会自动补存。", "warn");
  }
  state.isSending = false;
}

/** Nobody waits for an answer when a page is left. */
function leave(form) {
  const state = states.get(form);
  if (!state?.isChanged || state.isSending) return;
  if (navigator.sendBeacon(form.dataset.copy, new FormData(form))) state.isChanged = false;
}

function tell(form, sentence, tone = "") {
  const line = form.querySelector("[data-copy-told]");
  if (!line) return;
  line.textContent = sentence;
  line.dataset.tone = tone;
}
