// The preview of an import by keyboard: Enter goes to the next cell to correct, ↓ takes a suggestion, and what is typed
// while a row is being checked stays typed.
"use strict";

const form = document.getElementById("imp-form");

const cells = () => [...form.querySelectorAll("input.cell-t")];

if (form) {
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell-t")) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const all = cells();
      const next = all[all.indexOf(cell) + 1];
      // Leaving the cell sends it; the last one is sent where it stands.
      if (next) next.focus();
      else cell.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (event.key === "ArrowDown" && !event.altKey && !event.ctrlKey) {
      const first = cell.closest("td").querySelector("[data-take]");
      if (!first) return;
      event.preventDefault();
      first.click();
    }
  });

  // Each text is sent once: when it has changed, or when one leaves a cell that was renewed while one typed into it.
  // What waited its turn on a row is lost when the row is renewed: it is sent again once that is done.
  const send = (cell) => {
    if (cell.value !== (cell.dataset.sent ?? cell.defaultValue)) cell.dispatchEvent(new Event("change", { bubbles: true }));
  };
  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target.matches("input.cell-t")) event.target.dataset.sent = event.target.value;
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.matches("input.cell-t") && event.target.isConnected) send(event.target);
  });
  document.body.addEventListener("htmx:afterSettle", () => cells().filter((cell) => cell !== document.activeElement).forEach(send));

  // Checking a row renews it, but for the cells that are still to correct: what one types into them meanwhile stays
  // (hx-preserve, by their ids). Only a suggestion overwrites its cell.
  form.addEventListener("click", (event) => {
    if (event.target.matches("[data-take]")) event.target.closest("td").querySelector("input.cell-t").removeAttribute("id");
  });

  // When the cell one stood in is good, on to the next one to correct, else to what can be done with the rest.
  let left = "";
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.target;
    left = row && row.matches && row.matches("tr[data-row]") && row.contains(document.activeElement) ? row.id : "";
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    const row = left && document.getElementById(left);
    left = "";
    if (!row || row.contains(document.activeElement)) return;
    const after = (cell) => row.contains(cell) || row.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = cells().find(after) || cells()[0] || document.querySelector("#imp-twins select[name^=d-], #imp-actions .btn-primary");
    if (next) next.focus();
  });
}
