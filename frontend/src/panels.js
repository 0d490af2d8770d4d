// The side panel and the question dialog: native <dialog>, which keeps the focus inside and closes
// on Esc by itself. We give the focus back to whatever opened it.

const openers = new WeakMap();

export function startPanels() {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const target = event.detail.target;
    if (target?.id === "side" && !target.open) openers.set(target, document.activeElement);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "side") showSide(event.detail.target);
  });
  document.addEventListener("side-close", () => document.querySelector("#side")?.close());
  document.addEventListener("click", onClick);
  document.addEventListener("close", onClose, true);
  document.addEventListener("htmx:confirm", onConfirm);
  document.addEventListener("submit", onSubmit, true);
}

export function openDialog(dialog) {
  if (dialog.open) return;
  if (!openers.has(dialog)) openers.set(dialog, document.activeElement);
  dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("h2") ?? dialog).focus();
}

function showSide(side) {
  if (side.childElementCount === 0) side.close();
  else if (!side.open) openDialog(side);
  else side.querySelector(".is-invalid, [autofocus], h2")?.focus();
}

function onClick(event) {
  const opener = event.target.closest("[data-opens]");
  if (opener) openDialog(document.getElementById(opener.dataset.opens));
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  // A click on the dialog itself, outside its content, is a click on the backdrop.
  if (event.target.tagName === "DIALOG") event.target.close();
}

function onClose(event) {
  const dialog = event.target;
  const opener = openers.get(dialog);
  openers.delete(dialog);
  if (dialog.id === "side") dialog.replaceChildren();
  if (opener?.isConnected) opener.focus();
}

/** Ask in our own dialog; `done` runs when the person agrees. */
function ask(question, label, done) {
  const dialog = document.querySelector("#confirm");
  dialog.querySelector("[data-question]").textContent = question;
  const agree = dialog.querySelector("[data-agree]");
  agree.textContent = label || "确定";
  agree.onclick = () => {
    dialog.close();
    done();
  };
  openDialog(dialog);
}

function onConfirm(event) {
  if (!event.detail.question) return;
  event.preventDefault();
  const label = event.detail.elt.dataset.confirmLabel;
  ask(event.detail.question, label, () => event.detail.issueRequest(true));
}

function onSubmit(event) {
  const button = event.submitter;
  const question = button?.dataset.confirm ?? event.target.dataset.confirm;
  if (!question || event.target.dataset.agreed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(question, button?.textContent.trim(), () => {
    event.target.dataset.agreed = "yes";
    event.target.requestSubmit(button);
    delete event.target.dataset.agreed;
  });
}
