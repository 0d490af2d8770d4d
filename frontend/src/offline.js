// Signing in must work where there is no reception: a form marked data-offline is sent later, with the
// moment at which it was pressed (`at`), in the order of pressing. What waits is said, and kept in this browser.
import { element } from "./dom.js";

const SLOT = `waiting:${document.body.dataset.person ?? ""}`;
const EVERY = 15000;
let isSending = false;

export function startOffline() {
  document.addEventListener("htmx:sendError", keep);
  document.addEventListener("htmx:timeout", keep);
  window.addEventListener("online", sendAll);
  if (waiting().length) sendAll();
  setInterval(() => waiting().length && sendAll(), EVERY);
  tell();
}

function keep(event) {
  const form = event.detail.elt.closest?.("form[data-offline]");
  if (!form) return;
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const said = fields.find(([name]) => name === "words")?.[1] ?? "";
  const line = { url: form.action, fields: [...fields, ["at", String(Date.now())]], what: `${form.dataset.offline} ${said}`.trim() };
  store([...waiting(), line]);
  if (form.dataset.offlineClears !== undefined) form.reset();
  tell();
}

function waiting() {
  try {
    return JSON.parse(localStorage.getItem(SLOT)) ?? [];
  } catch {
    return [];
  }
}

function store(lines) {
  if (lines.length) localStorage.setItem(SLOT, JSON.stringify(lines));
  else localStorage.removeItem(SLOT);
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  const refused = [];
  try {
    while (waiting().length) {
      const [line, ...rest] = waiting();
      const answer = await fetch(line.url, {
        method: "POST",
        body: new URLSearchParams(line.fields),
        headers: { "HX-Request": "true" },
      });
      // Busy or being mended: later. Anything else is an answer.
      if (answer.status >= 500 || answer.status === 429) break;
      if (!answer.ok) refused.push(line.what);
      store(rest);
    }
  } catch {
    // Still no reception.
  }
  isSending = false;
  tell(refused);
}

function tell(refused = []) {
  const number = waiting().length;
  let note = document.querySelector("#waiting");
  if (!note) {
    note = element("div", "note note-warn no-print");
    note.id = "waiting";
    note.setAttribute("role", "status");
    document.querySelector("#content")?.prepend(note);
  }
  const before = note.dataset.number;
  note.dataset.number = String(number);
  if (refused.length) note.textContent = `没有签上：${refused.join("、")}。请到签到台补签。`;
  else if (number) note.textContent = `没有信号，已记下 ${number} 条签到和时间，有信号时自动送出。请不要清除浏览器数据。`;
  else if (before && before !== "0") note.textContent = "刚才记下的签到已经送到。";
  note.hidden = !note.textContent;
}
