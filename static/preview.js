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

  // Checking a row replaces it: the other cells of the row keep what was typed into them meanwhile, and the place.
  let typed = null;
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const row = event.detail.target;
    if (!row || !row.matches || !row.matches("tr[data-row]")) return;
    const at = document.activeElement;
    typed = {
      sent: event.detail.requestConfig.elt.id,
      number: row.id,
      inside: row.contains(at),
      texts: [...row.querySelectorAll("input.cell-t")]
        .filter((cell) => cell.value !== cell.defaultValue)
        .map((cell) => [cell.id, cell.value]),
    };
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (!typed) return;
    const { sent, number, inside, texts } = typed;
    typed = null;
    for (const [id, text] of texts) {
      const cell = document.getElementById(id);
      if (cell && id !== sent) cell.value = text;
    }
    if (!inside || document.getElementById(number)?.contains(document.activeElement)) return;
    // The cell one stood in is good now: on to the next one to correct, else to what can be done with the rest.
    const row = document.getElementById(number);
    const next = cells().find((cell) => !row || row.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING || row.contains(cell));
    (next || cells()[0] || document.querySelector("#imp-twins select[name^=d-]") || document.querySelector("#imp-actions .btn-primary"))?.focus();
  });
}
