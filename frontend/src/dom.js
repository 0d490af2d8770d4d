// What htmx swaps in must be woken like what was there from the start.

/** Call `wake(element)` for each match now and in everything htmx brings in later. */
export function whenever(selector, wake) {
  const visit = (root) => {
    if (root.matches?.(selector)) wake(root);
    root.querySelectorAll(selector).forEach(wake);
  };
  visit(document);
  document.addEventListener("htmx:load", (event) => visit(event.detail.elt));
}

/** Make an element with text; `content` is never parsed as HTML. */
export function element(tag, className, content = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = content;
  return made;
}
