// Thử số khác: what the numbers typed lead to, from the answer of the server. The cells themselves stay as they are, and keep the focus.
"use strict";

for (const form of document.querySelectorAll("form[data-tried]")) {
  const renewCell = (old, renewed) => {
    const input = old.querySelector("input");
    if (!input) return old.replaceWith(renewed);
    const said = renewed.querySelector("input");
    old.className = renewed.className;
    input.className = said.className;
    for (const name of ["aria-invalid", "aria-describedby"]) {
      if (said.hasAttribute(name)) input.setAttribute(name, said.getAttribute(name));
      else input.removeAttribute(name);
    }
    for (const node of [...old.childNodes]) if (node !== input) node.remove();
    input.after(...[...renewed.childNodes].filter((node) => node !== said));
  };
  const renewRow = (row) => {
    const old = document.getElementById(row.id);
    if (!old) return;
    old.className = row.className;
    [...row.cells].forEach((cell, place) => renewCell(old.cells[place], cell));
  };
  form.addEventListener("htmx:afterRequest", (event) => {
    if (![200, 422].includes(event.detail.xhr.status)) return;
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    for (const part of answer.querySelectorAll("[data-live]")) document.getElementById(part.id).replaceChildren(...part.childNodes);
    for (const row of answer.querySelectorAll("tr[id]")) renewRow(row);
  });
}
