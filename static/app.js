// What a page does more with scripts on; without them everything still reads and works.
"use strict";

// Sign-in: show the password; say when Caps Lock is on.
for (const box of document.querySelectorAll("[data-shows]")) {
  const fields = box.dataset.shows.split(" ").map((id) => document.getElementById(id));
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
}
for (const hint of document.querySelectorAll("[data-caps-of]")) {
  const field = document.getElementById(hint.dataset.capsOf);
  const words = hint.querySelector("span");
  const text = words.textContent;
  words.textContent = "";
  const tell = (event) => {
    const on = event.type !== "blur" && event.getModifierState && event.getModifierState("CapsLock");
    hint.hidden = !on;
    words.textContent = on ? text : "";
  };
  for (const name of ["keydown", "keyup", "blur"]) field.addEventListener(name, tell);
}

// A form is sent once.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// 03021990 becomes 03/02/1990 when the field is left.
for (const field of document.querySelectorAll("input[data-date]")) {
  field.addEventListener("change", () => {
    const found = /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(field.value);
    if (found) field.value = `${found[1]}/${found[2]}/${found[3]}`;
  });
}

// A paper is printed by its own button too.
for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", () => window.print());
}

// The menu of small screens closes with Escape and when one looks elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// After a refused form, the summary of errors has the focus.
const summary = document.querySelector("[data-errors]");
if (summary) summary.focus();
