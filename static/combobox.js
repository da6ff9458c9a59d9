// A list one types into, without accents: over a <select data-combobox>, or over what an address answers with options.
// ARIA 1.2 combobox. Without scripts the select, or the plain text field, does the same work.
"use strict";

const Combobox = (() => {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/\s+/g, " ").trim();

  // Smaller is nearer: begins with the words, has a word that does, has their initials, holds them; null for none of it.
  function nearness(label, typed) {
    const folded = fold(label);
    if (folded === typed) return 0;
    if (folded.startsWith(typed)) return 1;
    if (folded.split(/[^a-z0-9]+/).some((word) => word && word.startsWith(typed))) return 2;
    if (folded.split(/[^a-z0-9]+/).map((word) => word[0]).join("").startsWith(typed)) return 3;
    return folded.includes(typed) ? 4 : null;
  }

  let count = 0;

  class Box {
    // input: the text field; find(typed, changed): options, or a promise of them, as [{value, label, html?}]; pick(option).
    constructor(input, { find, pick, leave }) {
      Object.assign(this, { input, find, pick, leave, options: [], at: -1, asked: 0, changed: false });
      this.list = document.createElement("ul");
      this.list.className = "cb-list";
      this.list.id = `cb-${(count += 1)}`;
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent : "");
      input.after(this.list);
      for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off" })) input.setAttribute(name, value);
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("input", () => { this.changed = true; this.show(); });
      input.addEventListener("click", () => { if (this.list.hidden) this.show(); });
      input.addEventListener("focus", () => input.select());
      input.addEventListener("blur", () => this.left());
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const item = event.target.closest("[role=option]");
        if (item) this.take(this.options[[...this.list.children].indexOf(item)]);
      });
    }

    get open() { return !this.list.hidden; }

    async show(step = 0) {
      const asked = (this.asked += 1);
      const typed = this.changed ? this.input.value : "";
      const found = await this.find(typed, this.changed);
      if (asked !== this.asked || document.activeElement !== this.input) return;
      this.options = found;
      this.list.replaceChildren(...found.map((option, place) => this.item(option, place)));
      this.list.hidden = found.length === 0;
      this.input.setAttribute("aria-expanded", String(this.open));
      const chosen = found.findIndex((option) => option.label === this.input.value);
      this.move(typed && found.length && !found[0].disabled ? 0 : Math.max(chosen, step ? 0 : -1));
    }

    item(option, place) {
      const item = option.item || document.createElement("li");
      if (!option.item) { item.textContent = option.label; item.setAttribute("role", "option"); }
      item.id = `${this.list.id}-${place}`;
      item.setAttribute("aria-selected", "false");
      return item;
    }

    move(to) {
      const items = [...this.list.children];
      if (items[this.at]) items[this.at].setAttribute("aria-selected", "false");
      for (const item of items) item.setAttribute("aria-selected", "false");
      this.at = items.length ? Math.min(Math.max(to, -1), items.length - 1) : -1;
      const item = items[this.at];
      if (!item) { this.input.removeAttribute("aria-activedescendant"); return; }
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", item.id);
    }

    close() {
      this.asked += 1;
      this.list.hidden = true;
      this.at = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    take(option) {
      if (!option || option.disabled) return;
      this.input.value = option.label;
      this.changed = false;
      this.pick(option);
      this.close();
    }

    key(event) {
      if (event.ctrlKey || event.metaKey) return;
      const { key, altKey } = event;
      if (altKey && key !== "ArrowDown") return;
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        if (!this.open) this.show(1);
        else this.move(key === "ArrowDown" ? (this.at + 1) % this.options.length : (this.at <= 0 ? this.options.length : this.at) - 1);
      } else if (key === "Escape" && this.open) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      } else if ((key === "Enter" || key === "Tab") && this.open && (this.at >= 0)) {
        this.take(this.options[this.at]);
      }
    }

    left() {
      if (this.changed) { this.changed = false; this.leave(this.input.value, this.options); }
      this.close();
    }
  }

  // A select becomes a text field with its list; what fits nothing is sent as it is, and the server says what it takes.
  function overSelect(select) {
    const input = document.createElement("input");
    const holder = document.createElement("div");
    holder.className = "cb";
    input.type = "text";
    input.className = "form-control";
    input.spellcheck = false;
    const all = [...select.options].map((option) => ({ value: option.value, label: option.value ? option.text : "" }));
    const described = select.getAttribute("aria-describedby");
    if (described) input.setAttribute("aria-describedby", described);
    if (select.getAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
    input.id = select.id;
    input.lang = "vi";
    select.id = `${input.id}_list`;
    input.value = select.value ? select.selectedOptions[0].text : "";
    select.hidden = true;
    select.before(holder);
    holder.append(input, select);
    const set = (value) => { select.value = value; select.dispatchEvent(new Event("change", { bubbles: true })); };
    const fitting = (typed) => {
      const key = fold(typed);
      if (!key) return all.filter((option) => option.value);
      return all.map((option, place) => ({ option, place, near: option.value ? nearness(option.label, key) : null }))
        .filter((one) => one.near !== null).sort((a, b) => a.near - b.near || a.place - b.place).map((one) => one.option);
    };
    const leave = (typed) => {
      const found = fitting(typed);
      if (!typed.trim()) set("");
      else if (found.length && (found.length === 1 || nearness(found[0].label, fold(typed)) < 2)) { input.value = found[0].label; set(found[0].value); }
      else { select.append(new Option(typed, typed)); set(typed); }
    };
    const box = new Box(input, { find: fitting, pick: (option) => set(option.value), leave });
    select.fill = (value) => { set(value); input.value = value && select.selectedOptions[0] ? select.selectedOptions[0].text : ""; };
    return box;
  }

  return { Box, fold, overSelect };
})();
