// What to say when an answer does not come, or is not the one expected. Calmly, and with a way on.
import { element } from "./dom.js";
import { isKept } from "./keep.js";

const SENTENCES = {
  403: "您没有办理这件事的权限，没有作任何改动。",
  404: "没有找到这条内容，它可能已被移走。",
  413: "文件太大，没有上传成功。",
  429: "操作过于频繁，请稍候一分钟再试。",
  500: "系统出了问题，没有作任何改动。管理员已能看到这次错误。",
  503: "系统正在维护，请稍后再试。",
};

const unswapped = new WeakSet();

export function startNotices() {
  document.addEventListener("htmx:sendError", (event) => say("网络没有连上。", event));
  document.addEventListener("htmx:timeout", (event) => say("等待时间过长，没有收到答复。", event));
  document.addEventListener("htmx:responseError", (event) => {
    say(SENTENCES[event.detail.xhr.status] ?? SENTENCES[500], event);
  });
  document.addEventListener("htmx:beforeSwap", onWholePage);
  document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
    if (xhr.status > 0 && xhr.status < 400 && !unswapped.has(xhr)) hide();
  });
  window.addEventListener("offline", () => {
    const kept = isKept(document.querySelector("form[data-keep]"));
    show(kept ? "网络已断开。您写的文字已存在这台设备上，还没有存到服务器；可以接着写。" : "网络已断开。已填写的内容仍在本页，请勿关闭。");
  });
  window.addEventListener("online", hide);
  document.addEventListener("notice", (event) => toast(event.detail.value ?? event.detail));
  document.querySelector("#notice [data-dismiss]")?.addEventListener("click", hide);
}

function say(sentence, event) {
  const form = event.detail.elt.closest?.("form");
  const kept = isKept(form)
    ? "您填写的内容仍在本页，并已存在本机，可以再次提交。"
    : form ? "您填写的内容仍在本页，可以再次提交。" : "可以再试一次。";
  show(sentence + kept);
}

function show(sentence, link) {
  const notice = document.querySelector("#notice");
  if (!notice) return;
  notice.querySelector("p").replaceChildren(sentence, ...(link ? [link] : []));
  notice.hidden = false;
}

function hide() {
  const notice = document.querySelector("#notice");
  if (notice) notice.hidden = true;
}

/** A whole page came where a part was asked for: we were signed out, or sent elsewhere. */
function onWholePage(event) {
  const { xhr, target } = event.detail;
  if (target === document.body || !/<html[\s>]/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  unswapped.add(xhr);
  if (!/data-page="login"/.test(xhr.responseText)) {
    // Never leave a page because of a form: what is typed in it would be gone from sight.
    if (event.detail.requestConfig.verb === "get") window.location.assign(xhr.responseURL);
    else say(SENTENCES[500], event);
    return;
  }
  const link = element("a", "alert-link", "重新登录");
  const back = encodeURIComponent(window.location.pathname + window.location.search);
  link.href = `${new URL(xhr.responseURL).pathname}?next=${back}`;
  show("您的登录已过期。已填写的内容保存在本机，登录后可以恢复。", link);
}

function toast(sentence) {
  const place = document.querySelector("#toasts");
  const note = element("p", "toast-note", sentence);
  place.append(note);
  setTimeout(() => note.remove(), 6000);
}
