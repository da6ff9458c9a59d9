// Giao chỉ tiêu: the sums follow what is typed, before anything is sent. The server adds up again whatever is kept.
"use strict";

for (const form of document.querySelectorAll("form[data-alloc]")) {
  const words = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "vi");
  const own = form.querySelector("input[data-own][data-column=quantity]");
  const rest = (name) => form.querySelector(`[data-${name}]`);
  // A number as the server reads it: 12, 1.994; a blank cell, a dash and nonsense say no number
  const numberOf = (input) => (/^\d{1,3}(\.?\d{3})*$|^\d+$/.test(input.value.trim()) ? Number(input.value.replaceAll(".", "")) : null);
  const write = (place, text) => place.textContent === text || (place.textContent = text); // what stays the same is not drawn again
  const signed = (n) => (n > 0 ? "+" : n < 0 ? "−" : "") + words.format(Math.abs(n));

  const addUp = () => {
    const groups = {};
    const whole = {};
    for (const body of form.querySelectorAll("tbody[data-group]")) {
      const sums = (groups[body.dataset.group] ||= {});
      for (const row of body.querySelectorAll("tr[id]")) {
        for (const input of row.querySelectorAll("input[data-column]")) {
          const column = input.dataset.column;
          const said = numberOf(input);
          for (const of of [sums, whole]) of[column] = said === null ? (of[column] ?? null) : (of[column] || 0) + said;
          if (column === "quantity") tell(row, said);
        }
      }
    }
    for (const body of form.querySelectorAll("tbody[data-group]")) show(body, groups[body.dataset.group]);
    for (const foot of form.querySelectorAll("tfoot[data-whole]")) {
      show(foot, whole);
      if (whole.quantity === null) write(foot.querySelector("[data-more]"), "");
      else tell(foot.rows[0], whole.quantity);
    }
    balance(whole);
  };
  const inWords = (n) => (n === null ? "—" : words.format(n).replace("-", "−")); // nothing said is not 0
  const show = (part, sums) => part.querySelectorAll("[data-sum]").forEach((place, n) => write(place, inWords(Object.values(sums)[n])));
  const balance = (whole) => {
    const given = whole.quantity || 0;
    const mine = own ? numberOf(own) : form.dataset.own === "" ? null : Number(form.dataset.own);
    write(rest("given"), words.format(given));
    write(rest("left"), inWords(mine === null ? null : mine - given));
    rest("left").parentElement.classList.toggle("is-off", Boolean(mine !== null && mine - given));
    write(rest("pledged"), inWords(whole.pledge));
  };
  // A sub-target is at most the total of its row
  const grid = form.querySelector("[data-grid]");
  const compare = () => {
    for (const row of grid.querySelectorAll("tbody tr:has(input[data-column=quantity])")) {
      const whole = numberOf(row.querySelector("input[data-column=quantity]"));
      for (const input of row.querySelectorAll("input[data-column]:not([data-column=quantity], [data-column=pledge])")) {
        const part = numberOf(input);
        if (part === null || (whole !== null && part <= whole)) object(input, "");
        else object(input, whole === null ? grid.dataset.alone : grid.dataset.above.replace("%(whole)s", words.format(whole)));
      }
    }
  };
  const object = (input, sentence) => {
    const cell = input.closest("td");
    let said = cell.querySelector("[data-above]");
    if (!sentence && !said) return;
    if (sentence && !said) {
      said = document.getElementById("cell-above").content.cloneNode(true).firstElementChild;
      said.id = `e-${input.name}`;
      cell.append(said);
    }
    cell.classList.toggle("bad", Boolean(sentence));
    if (sentence) {
      said.lastChild.textContent = sentence;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", said.id);
    } else {
      said.remove();
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  };
  const tell = (row, said) => {
    const more = row.querySelector("[data-more]");
    row.classList.toggle("todo", said === null);
    more.classList.toggle("mut2", said === null);
    write(more, said === null ? more.dataset.pending : signed(said - Number(row.querySelector("[data-last]").dataset.last)));
  };
  form.addEventListener("input", addUp);
  form.addEventListener("grid:step", addUp);
  if (grid.dataset.above) for (const told of ["input", "grid:step"]) form.addEventListener(told, compare);
  for (const button of form.querySelectorAll("button[aria-disabled=true]")) {
    form.addEventListener("input", () => button.getAttribute("aria-describedby") === "why" && button.removeAttribute("aria-disabled"));
  }
}
