// Entering people by keyboard all day: dates as typed, units and lists without accents, drafts, and what the server says meanwhile.
// The form works without any of this.
"use strict";

(() => {
  const PAUSE = 700; // ms after the last key before the server is asked
  const AGAIN = 4000; // ms between tries while something is not kept yet
  const DAY = 86400000;
  let form = null;
  let timer = 0;
  let kept = ""; // what the server has of the form
  let trouble = "";

  const field = (name) => form.elements.namedItem(name);
  const byId = (id) => document.getElementById(id);

  // Dates -------------------------------------------------------------------------------------------------------------
  function dateOf(text) {
    const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
    if (!parts) return null;
    const [day, month, year] = parts.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
  }

  function age(born, on) {
    const before = [on.getUTCMonth() - born.getUTCMonth(), on.getUTCDate() - born.getUTCDate()];
    return on.getUTCFullYear() - born.getUTCFullYear() - (before[0] < 0 || (before[0] === 0 && before[1] < 0) ? 1 : 0);
  }

  // "Thứ Bảy, 03/02/1990 – 33 tuổi"
  function echo(input) {
    const hint = byId(`${input.id}_hint`);
    const date = dateOf(input.value);
    if (!hint.dataset.plain) hint.dataset.plain = hint.textContent || " ";
    if (!date) { hint.textContent = hint.dataset.plain.trim(); return; }
    const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" }).format(date);
    const words = [`${weekday[0].toUpperCase()}${weekday.slice(1)}, ${input.value}`];
    if (input.name === "birth") {
      const on = dateOf(field("decided_on").value) || new Date(`${form.dataset.today}T00:00:00Z`);
      if (on - date > DAY) words.push(form.dataset.age.replace("{n}", age(date, on)));
    } else if (input === countingField()) {
      words.length = 0;
      words.push(weekday[0].toUpperCase() + weekday.slice(1), form.dataset.counted.replace("{m}", `${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`));
    } else words[0] = weekday[0].toUpperCase() + weekday.slice(1);
    hint.textContent = words.join(input.name === "birth" ? " – " : ", ");
  }

  function countingField() {
    const year = (dateOf(field("decided_on").value) || new Date(`${form.dataset.today}T00:00:00Z`)).getUTCFullYear();
    return field(form.dataset.counting.split(" ").includes(`${year}:ADMITTED`) ? "admitted_on" : "decided_on");
  }

  const days = () => [...form.querySelectorAll("[data-day]")];

  // Levels after saving ---------------------------------------------------------------------------------------------------
  let levelsShown = "";
  function levels() {
    const code = field("unit_code").value;
    const date = dateOf(countingField().value);
    const today = form.dataset.today;
    const on = date ? date.toISOString().slice(0, 10) : today;
    const address = `${form.dataset.levels.replace("CODE", code)}?add=1&on=${on}&year=${on.slice(0, 4)}`;
    if (!code || address === levelsShown || on > today || on < "1930") return;
    levelsShown = address;
    htmx.ajax("GET", address, { target: "#entry-levels", swap: "innerHTML", source: "#entry-levels" }).catch(() => { levelsShown = ""; });
  }

  // The unit ------------------------------------------------------------------------------------------------------------
  let box = null;
  let under = null; // code of the unit whose children the list shows; null: those beside the chosen one
  const lineOf = () => (byId("entry-line").dataset.line || "").split("\n").filter(Boolean).map((one) => one.split("|"));
  const answers = new Map();

  async function choices(typed, changed) {
    const above = lineOf().slice(-2, -1)[0];
    const query = changed && typed.trim() ? `q=${encodeURIComponent(typed)}` : `under=${under || (above ? above[0] : "")}`;
    if (!answers.has(query)) {
      if (changed) await new Promise((done) => setTimeout(done, 90));
      if (changed && typed !== field("unit").value) return [];
      const answer = await fetch(`${form.dataset.choices}?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (!answer || !answer.ok) { say(answer && answer.status === 401 ? "session" : "offline"); return []; }
      answers.set(query, await answer.text());
    }
    const list = document.createElement("ul");
    list.innerHTML = answers.get(query);
    return [...list.children].map((item) => ({ item, value: item.dataset.value, label: item.dataset.label, line: item.dataset.line, disabled: !item.dataset.value }));
  }

  function chosen(option) {
    field("unit_code").value = option.value;
    field("unit_shown").value = option.label;
    byId("entry-line").dataset.line = option.line;
    under = null;
    drawLine();
    levels();
    touched();
  }

  function drawLine() {
    const list = byId("entry-line");
    const buttons = lineOf().slice(0, -1).map(([code, name]) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-quiet btn-sm", textContent: name, lang: "vi", tabIndex: -1 });
      button.setAttribute("aria-label", `${list.dataset.change} ${name}`);
      button.addEventListener("click", () => { under = code; field("unit").focus(); box.changed = false; box.show(1); });
      item.append(button);
      return item;
    });
    list.replaceChildren(...buttons);
  }

  function oneUp() {
    const line = lineOf();
    if (line.length < 2) return;
    const [code, name] = line[line.length - 2];
    field("unit").value = name;
    box.changed = false;
    chosen({ value: code, label: name, line: line.slice(0, -1).map((one) => one.join("|")).join("\n") });
    under = code;
    field("unit").focus();
    box.show(1);
  }

  // What the server keeps and says --------------------------------------------------------------------------------------
  const said = () => {
    const data = new FormData(form);
    for (const name of ["csrfmiddlewaretoken", "draft_ticket", "then"]) data.delete(name);
    return new URLSearchParams(data).toString();
  };

  function touched() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  function ask() {
    if (!form || !form.isConnected || form.dataset.sending || said() === kept) return;
    const asked = said();
    const at = document.activeElement ? document.activeElement.name || document.activeElement.id.replace(/^id_/, "") : "";
    htmx.ajax("POST", form.dataset.check, { source: "#entry-alike", target: "#entry-alike", swap: "innerHTML", values: { at } })
      .then(() => { if (!trouble) kept = asked; })
      .catch(() => {});
    timer = setTimeout(ask, AGAIN);
  }

  function reason() {
    const wanted = byId("entry-alike").querySelector("[data-alike=reason]");
    byId("entry-reason").hidden = !wanted && !field("twin_reason").value;
    if (!wanted && byId("entry-reason").hidden) field("twin_reason").value = "";
  }

  // Trouble -------------------------------------------------------------------------------------------------------------
  function say(what) {
    trouble = what === "back" ? "" : what;
    clearTimeout(timer);
    if (trouble) timer = setTimeout(tryAgain, AGAIN);
    for (const note of document.querySelectorAll("[data-trouble]")) note.hidden = note.dataset.trouble !== what;
    if (!what || what === "back" || !form.dataset.sending) return;
    byId("entry-trouble").focus({ preventScroll: false });
  }

  // By itself too: what is typed meanwhile is kept as soon as it can be.
  function tryAgain() {
    if (!form || !form.isConnected) return;
    if (document.visibilityState === "hidden") timer = setTimeout(tryAgain, AGAIN);
    else if (trouble === "session" || trouble === "other") renew();
    else ask();
  }

  // After signing in again, here or in another page: the new token, if it is the same person.
  async function renew() {
    const answer = await fetch(form.action, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer) return say("offline");
    if (answer.status === 401) return say("session");
    if (!answer.ok) return say("server");
    const theirs = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("entry");
    if (!theirs || theirs.dataset.who !== form.dataset.who) return say("other");
    const token = theirs.elements.namedItem("csrfmiddlewaretoken").value;
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
    field("draft_ticket").value = theirs.elements.namedItem("draft_ticket").value;
    say("back");
    kept = "";
    touched();
    return true;
  }

  function failed(event) {
    const { xhr, elt } = event.detail;
    const status = xhr ? xhr.status : 0;
    if (elt.id === "entry-levels") return;
    if (status === 403 && !form.dataset.renewed) {
      form.dataset.renewed = "yes";
      renew().then((done) => { if (done && elt === form) sendAgain(); });
      return;
    }
    say(status === 401 ? "session" : status === 409 || status === 403 ? "other" : status >= 400 ? "server" : "offline");
  }

  let sender = null;
  function sendAgain() {
    rest();
    if (sender && sender.isConnected) form.requestSubmit(sender);
  }

  function rest() {
    if (!form) return;
    delete form.dataset.sending;
    delete form.dataset.sent;
    for (const button of form.querySelectorAll(".acts .btn")) {
      button.removeAttribute("aria-disabled");
      if (button.dataset.words) button.firstChild.textContent = button.dataset.words;
    }
  }

  function sending(event) {
    if (event.detail.elt !== form) return;
    form.dataset.sending = "yes";
    clearTimeout(timer);
    htmx.trigger("#entry-alike", "htmx:abort");
    if (!sender) return;
    sender.dataset.words = sender.firstChild.textContent;
    sender.firstChild.textContent = form.dataset.saving;
    for (const button of form.querySelectorAll(".acts .btn")) button.setAttribute("aria-disabled", "true");
  }

  // Keys ----------------------------------------------------------------------------------------------------------------
  const stops = () => [...form.querySelectorAll("input:not([type=hidden]), select, .acts button")].filter((one) =>
    !one.disabled && one.tabIndex >= 0 && one.offsetParent !== null && (one.type !== "radio" || one.checked || !one.form.querySelector(`[name="${one.name}"]:checked`)));

  function next(from) {
    const all = stops();
    const place = all.indexOf(from);
    const then = all.slice(place + 1).find((one) => one.name !== from.name || one.type === "text");
    if (then) then.focus();
  }

  function copyPrevious(from) {
    const holder = from.closest("[data-previous]");
    if (!holder || !holder.dataset.previous) return;
    const before = holder.dataset.previous.split("\n");
    for (const control of holder.querySelectorAll("input[name], select[name]")) {
      if (control.type === "radio" || control.type === "checkbox") control.checked = before.includes(control.value);
      else if (control.fill) control.fill(before[0]);
      else control.value = before[0];
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function key(event) {
    if (!form || !form.isConnected || event.isComposing) return;
    const inside = form.contains(event.target);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (document.activeElement && inside) document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
      if (box && box.open && box.at >= 0) box.take(box.options[box.at]);
      form.requestSubmit(form.querySelector(`.acts [value=${event.shiftKey ? "close" : "next"}]`));
    } else if (event.key === "Enter" && inside && event.target.matches("input")) {
      event.preventDefault();
      next(event.target);
    } else if (event.key === "ArrowUp" && event.altKey && !event.ctrlKey) {
      event.preventDefault();
      oneUp();
    } else if (event.key === "'" && event.ctrlKey && inside) {
      event.preventDefault();
      copyPrevious(event.target);
    }
  }

  // A page, or the part of it that came in place of the last --------------------------------------------------------------
  function begin() {
    const found = byId("entry");
    if (!found || found === form) return;
    form = found;
    trouble = "";
    levelsShown = "";
    under = null;
    answers.clear();
    for (const select of form.querySelectorAll("select[data-combobox]")) Combobox.overSelect(select);
    const leave = (typed, options) => {
      const same = options.filter((one) => !one.disabled && (Combobox.fold(one.label) === Combobox.fold(typed) || Combobox.fold(one.value) === Combobox.fold(typed)));
      if (same.length === 1) { field("unit").value = same[0].label; chosen(same[0]); }
    };
    const holder = document.createElement("div");
    holder.className = "cb";
    field("unit").before(holder);
    holder.append(field("unit"));
    box = new Combobox.Box(field("unit"), { find: choices, pick: chosen, leave });
    drawLine();
    for (const input of days()) {
      input.addEventListener("change", () => { input.value = completedDay(input.value, input.dataset.day, field("year").value); days().forEach(echo); levels(); });
      echo(input);
    }
    form.addEventListener("input", (event) => {
      if (event.target.name === "unit" && event.target.value !== field("unit_shown").value) field("unit_code").value = "";
      touched();
    });
    form.addEventListener("change", touched);
    form.addEventListener("submit", (event) => {
      if (form.dataset.sending) { event.preventDefault(); event.stopImmediatePropagation(); return; }
      sender = event.submitter;
    }, true);
    kept = said();
    reason();
    levels();
    if (form.querySelector("[data-errors]")) form.querySelector("[data-errors]").focus();
    else if (!field("unit_code").value) field("unit").focus();
    else field("name").focus();
  }

  document.addEventListener("keydown", key);
  document.addEventListener("click", (event) => {
    const plain = event.target.closest("[data-plain]");
    if (!plain || !form) return;
    event.preventDefault(); // as a browser without scripts sends it: the server keeps it and asks for a sign-in
    const then = document.createElement("input");
    Object.assign(then, { type: "hidden", name: "then", value: plain.value });
    form.append(then);
    form.submit();
  });
  document.addEventListener("htmx:beforeRequest", sending);
  document.addEventListener("htmx:responseError", (event) => { if (form) { failed(event); if (event.detail.elt === form) rest(); } });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => { if (form && event.detail.elt.id !== "entry-levels") { say("offline"); if (event.detail.elt === form) rest(); } });
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!form || !event.detail.successful || !(event.detail.elt === form || event.detail.elt.id === "entry-alike")) return;
    delete form.dataset.renewed;
    if (trouble && trouble !== "back") say("");
  });
  document.addEventListener("htmx:afterSettle", () => { begin(); if (form) reason(); });
  for (const name of ["focus", "online"]) window.addEventListener(name, () => { if (trouble) tryAgain(); });
  window.addEventListener("beforeunload", (event) => { if (form && form.isConnected && trouble && said() !== kept) event.preventDefault(); });
  htmx.config.timeout = 20000; // ms
  begin();
})();
