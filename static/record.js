// The form of one record: lists and units without accents, dates as typed, Ctrl+Enter saves. The form works without any of this.
"use strict";

(() => {
  const form = document.querySelector("form[data-edit]");
  if (!form) return;
  const field = (name) => form.elements.namedItem(name);

  for (const input of form.querySelectorAll("[data-day]")) {
    input.addEventListener("change", () => { input.value = completedDay(input.value, input.dataset.day, field("year").value); });
  }

  for (const select of form.querySelectorAll("select[data-combobox]")) Combobox.overSelect(select);

  // The unit: what the server offers for the words typed
  async function find(typed, changed) {
    if (!changed || !typed.trim()) return [];
    await new Promise((done) => setTimeout(done, 90));
    if (typed !== field("unit").value) return [];
    const answer = await fetch(`${form.dataset.choices}?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || !answer.ok) return [];
    const list = document.createElement("ul");
    list.innerHTML = await answer.text();
    return [...list.children].map((item) => ({ item, value: item.dataset.value, label: item.dataset.label, disabled: !item.dataset.value }));
  }
  function pick(option) {
    field("unit_code").value = option.value;
    field("unit_shown").value = option.label;
  }
  const holder = document.createElement("div");
  holder.className = "cb";
  field("unit").before(holder);
  holder.append(field("unit"));
  new Combobox.Box(field("unit"), { find, pick, leave: () => {} });
  field("unit").addEventListener("input", () => {
    if (field("unit").value !== field("unit_shown").value) field("unit_code").value = "";
  });

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    const button = form.querySelector("button[data-save]");
    if (button) form.requestSubmit(button);
  });
})();
