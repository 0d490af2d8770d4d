// A form is sent once: while it is under way its button says so and a second press does nothing.
import { whenever } from "./dom.js";

const HTMX = "[hx-post], [hx-get], [hx-put], [hx-delete], [hx-patch]";

export function startForms() {
  // In the capture phase: htmx listens on the form itself and would have sent it by the time it bubbles.
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    if (elt.matches("form")) hold(elt, requestConfig.triggeringEvent?.submitter);
    else if (elt.matches(".btn")) markBusy(elt);
  });
  document.addEventListener("htmx:afterRequest", (event) => release(event.detail.elt));
  // The page may come back from the browser's cache exactly as it was left.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(release));
  whenever("form .is-invalid", (field) => {
    const first = field.closest("form").querySelector(".is-invalid");
    if (field === first && !document.activeElement?.matches("input, textarea, select")) field.focus();
  });
  whenever("[data-all]", checkAll);
}

function onSubmit(event) {
  const form = event.target;
  if (form.dataset.busy) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!form.matches(HTMX) && form.target !== "_blank" && form.dataset.download === undefined) {
    // Later, when it is known that nobody has stopped it.
    setTimeout(() => event.defaultPrevented || hold(form, event.submitter));
  }
}

function hold(form, button) {
  form.dataset.busy = "yes";
  if (button) markBusy(button);
}

function markBusy(button) {
  button.classList.add("is-busy");
  button.setAttribute("aria-busy", "true");
  // Not `disabled`: the button would drop out of what the browser sends, and lose the focus.
  button.setAttribute("aria-disabled", "true");
}

function release(part) {
  delete part.dataset?.busy;
  for (const button of [part, ...part.querySelectorAll(".is-busy")]) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  }
}

/** A checkbox that ticks all rows and says how many are ticked, so that nobody decides blindly. */
function checkAll(box) {
  const form = box.form ?? box.closest("form");
  const rows = () => [...form.querySelectorAll(`input[type=checkbox][name="${box.dataset.all}"]`)];
  const tell = () => {
    const ticked = rows().filter((row) => row.checked).length;
    form.querySelectorAll("[data-ticked]").forEach((place) => (place.textContent = ticked));
    form.querySelectorAll("[data-needs-ticked]").forEach((part) => (part.hidden = ticked === 0));
    box.checked = ticked > 0 && ticked === rows().length;
    box.indeterminate = ticked > 0 && ticked < rows().length;
  };
  box.addEventListener("change", () => {
    rows().forEach((row) => (row.checked = box.checked));
    tell();
  });
  form.addEventListener("change", (event) => event.target !== box && tell());
  tell();
}
