// The grid of results without names: what is typed is checked and kept as a draft at once; rows are what the server answers.
"use strict";

const form = document.querySelector("form[data-tallies]");
const table = form && form.querySelector("table[data-grid]");

if (table) {
  const seen = JSON.parse(form.elements.seen.value);
  const rows = new Set();
  let waiting = null;
  let asking = null;
  let sent = false;

  const differs = (control) => control.value.trim() !== (seen[control.name] || "");
  const body = () => {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "draft_ticket", "seen"]) data.set(name, form.elements[name].value);
    for (const row of rows) data.append("row", row);
    for (const control of table.querySelectorAll("td > input")) if (differs(control)) data.set(control.name, control.value);
    return data;
  };

  // Each element of the answer takes the place of that of its id: inputs, and where one is, stay.
  const show = (html) => {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    for (const fresh of answer.content.querySelectorAll("[id]")) {
      const old = document.getElementById(fresh.id);
      if (!old) continue;
      const control = old.parentElement.querySelector(":scope > input");
      if (control) control.toggleAttribute("aria-invalid", fresh.classList.contains("wrong"));
      if (control && fresh.classList.contains("wrong")) control.setAttribute("aria-invalid", "true");
      old.replaceWith(fresh);
    }
  };

  const check = async () => {
    waiting = null;
    if (asking) asking.abort();
    const mine = (asking = new AbortController());
    try {
      const headers = { "HX-Request": "true" }; // a session that has ended is told, not led to the sign-in
      const answer = await fetch(form.dataset.tallies, { method: "POST", body: body(), headers, signal: mine.signal, redirect: "error" });
      if (answer.ok) show(await answer.text());
      else if (answer.status === 401) document.getElementById("t-state").textContent = form.dataset.ended;
      else throw new Error(answer.status);
    } catch {
      if (mine.signal.aborted || sent) return;
      document.getElementById("t-state").textContent = form.dataset.offline;
      soon(5000);
    } finally {
      if (asking === mine) asking = null;
    }
  };
  const soon = (after) => {
    clearTimeout(waiting);
    waiting = setTimeout(check, after);
  };

  table.addEventListener("grid:step", (event) => {
    for (const control of event.detail.controls) rows.add(control.closest("tr").dataset.row);
    soon(150);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
    if (asking) asking.abort();
  });
  window.addEventListener("pageshow", () => (sent = false));
  window.addEventListener("pagehide", () => {
    if (!sent && (waiting || asking)) navigator.sendBeacon(form.dataset.tallies, body());
  });
}
