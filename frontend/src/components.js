// Alpine components (CSP build: no expressions in HTML, only names registered here).
import htmx from "htmx.org";

export function registerComponents(Alpine) {
  // <div x-data="disclosure"><button @click="toggle" :aria-expanded="expanded">…<div x-show="open">
  Alpine.data("disclosure", () => ({
    open: false,
    get expanded() {
      return String(this.open);
    },
    toggle() {
      this.open = !this.open;
    },
  }));

  // <div x-data="counter" data-limit="1500"><textarea x-ref="text" @input="count">…<span x-text="told">
  Alpine.data("counter", () => ({
    length: 0,
    init() {
      this.count();
    },
    count() {
      this.length = [...(this.$refs.text?.value.replace(/\s/g, "") ?? "")].length;
    },
    get told() {
      const limit = Number(this.$root.dataset.limit);
      if (!limit) return `已写 ${this.length} 字`;
      if (this.length > limit) return `已写 ${this.length} 字，超出 ${this.length - limit} 字`;
      return `已写 ${this.length} 字，还可写 ${limit - this.length} 字`;
    },
  }));

  // Repeated rows of a Django formset: a <template x-ref="blank"> holding one row with __prefix__.
  Alpine.data("rows", () => ({
    add() {
      const total = this.$root.querySelector('input[name$="-TOTAL_FORMS"]');
      const holder = document.createElement("template");
      holder.innerHTML = this.$refs.blank.innerHTML.replaceAll("__prefix__", total.value);
      const row = holder.content.firstElementChild;
      this.$refs.list.append(row);
      total.value = Number(total.value) + 1;
      htmx.process(row);
      row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    },
  }));
}
