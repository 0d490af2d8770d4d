// Long lists can be searched by typing: <select data-search>, with data-source="/…?q=" for lists
// too long to be in the page (the answer is {"results": [{"value", "text", "note"}]}).
// data-search="lazy" is for pages with hundreds of them: each is made when it comes into view.
import TomSelect from "tom-select/dist/esm/tom-select.js";
import clearButton from "tom-select/dist/esm/plugins/clear_button/plugin.js";
import removeButton from "tom-select/dist/esm/plugins/remove_button/plugin.js";
import { whenever } from "./dom.js";

TomSelect.define("remove_button", removeButton);
TomSelect.define("clear_button", clearButton);

export function startSelects() {
  const inView = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        inView.unobserve(entry.target);
        wake(entry.target);
      }
    },
    { rootMargin: "50% 0px" },
  );
  whenever("select[data-search]", (select) => {
    if (select.dataset.search === "lazy") inView.observe(select);
    else wake(select);
  });
}

function wake(select) {
  if (select.tomselect || select.closest("template")) return;
  const source = select.dataset.source;
  const label = document.querySelector(`label[for="${select.id}"]`);
  const made = new TomSelect(select, {
    plugins: pluginsFor(select),
    maxOptions: 200,
    refreshThrottle: 0,
    // Tab goes on to the next field: with the first entry marked when the list opens it would choose it.
    selectOnTab: false,
    hidePlaceholder: true,
    placeholder: placeholderOf(select),
    searchField: ["text", "note"],
    valueField: "value",
    labelField: "text",
    load: source ? (query, done) => fetchOptions(source, query, done) : null,
    render: {
      no_results: () => message("没有找到，换个词试试"),
      loading: () => message("正在查找…"),
    },
  });
  // Only the visible box is for people; the select goes on carrying the value.
  select.setAttribute("aria-hidden", "true");
  select.tabIndex = -1;
  // The visible box must carry what the hidden select carried for a screen reader.
  const described = select.getAttribute("aria-describedby");
  if (described) made.control_input.setAttribute("aria-describedby", described);
  if (label) made.dropdown_content.setAttribute("aria-label", label.textContent.trim());
}

function pluginsFor(select) {
  if (select.multiple) return { remove_button: { title: "移除" } };
  return select.required ? {} : { clear_button: { title: "清除" } };
}

/** The word of the empty choice ("全部") says more than an invitation to type. */
function placeholderOf(select) {
  const empty = [...select.options].find((option) => option.value === "")?.text ?? "";
  return select.dataset.placeholder ?? (/^[-—]*$/.test(empty) ? "输入文字查找" : empty);
}

const message = (text) => {
  const line = document.createElement("div");
  line.className = "no-results";
  line.textContent = text;
  return line;
};

async function fetchOptions(source, query, done) {
  try {
    const answer = await fetch(source + encodeURIComponent(query), { headers: { Accept: "application/json" } });
    done((await answer.json()).results);
  } catch {
    done();
  }
}
