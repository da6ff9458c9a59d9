// A table of inputs that answers the keyboard as a sheet of Excel does: <table data-grid>; or several, one after the other, within
// one <div data-grid>.
//
// A cell is a <td> that holds an input or a select; read-only and disabled ones are skipped. A closed cell without an input
// says data-grid-cell, so that a pasted block keeps its columns. A control is known by its name: rows may be replaced.
// Tells: grid:changed at each control (detail: before, after), bubbling, and grid:step once a step (detail: controls).
// Words: data-grid-pasted, data-grid-outside ("{n}" is the number of cells), said in the element of id data-grid-says.
// Ctrl+Enter sends the form by its button[data-save].
"use strict";

const CONTROL = "input:not([type=hidden]), select, textarea";
const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] };

// What Excel puts on the clipboard: rows by line ends, cells by tabs; a cell in quotes may hold either, "" is one quote.
function blockOf(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (pattern.lastIndex < text.length) {
    const [, quoted, plain, end] = pattern.exec(text);
    rows[rows.length - 1].push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
    if (end === "\t" && pattern.lastIndex === text.length) rows[rows.length - 1].push("");
    if (end && end !== "\t" && pattern.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

class Grid {
  constructor(table) {
    this.table = table;
    this.done = [];
    this.undone = [];
    this.kept = new Map(); // name → value as last told
    this.within = false; // F2 or a click inside: keys belong to the text
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("paste", (event) => this.paste(event));
    table.addEventListener("mousedown", (event) => this.press(event));
    table.addEventListener("focusin", (event) => this.enter(event.target));
    table.addEventListener("focusout", (event) => this.settle(event.target));
    table.addEventListener("change", (event) => this.settle(event.target));
  }

  // Where things are
  control(cell) {
    return cell && cell.querySelector(CONTROL);
  }
  cells(row) {
    return [...row.cells].filter((cell) => cell.hasAttribute("data-grid-cell") || this.control(cell));
  }
  rows() {
    return [...this.table.querySelectorAll("tbody > tr")].filter((row) => this.control(row));
  }
  open(control) {
    return Boolean(control) && !control.readOnly && !control.disabled;
  }
  place(control) {
    const row = control.closest("tr");
    return [this.rows().indexOf(row), this.cells(row).indexOf(control.closest("td"))];
  }
  named(name) {
    return this.table.querySelector(`[name="${CSS.escape(name)}"]`);
  }

  // What a control says
  read(control) {
    return control.type === "checkbox" ? (control.checked ? "x" : "") : control.value;
  }
  write(control, value) {
    if (control.type === "checkbox") control.checked = !["", "0", "không"].includes(value.toLowerCase());
    else if (control.tagName !== "SELECT") control.value = value;
    else {
      const meant = [...control.options].find((one) => [one.value, one.text.trim()].includes(value));
      if (meant) control.value = meant.value;
    }
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  before(control) {
    if (!this.kept.has(control.name)) this.kept.set(control.name, this.read(control));
    return this.kept.get(control.name);
  }

  // Steps, done and undone
  settle(control) {
    if (!control.matches(CONTROL) || this.writing || this.before(control) === this.read(control)) return;
    this.step([this.told(control)]);
  }
  told(control) {
    const change = { name: control.name, before: this.before(control), after: this.read(control) };
    this.kept.set(control.name, change.after);
    control.dispatchEvent(new CustomEvent("grid:changed", { bubbles: true, detail: change }));
    return change;
  }
  step(changes, remember = true) {
    if (remember) {
      this.done.push(changes);
      this.undone = [];
    }
    const controls = changes.map((change) => this.named(change.name)).filter(Boolean);
    this.table.dispatchEvent(new CustomEvent("grid:step", { bubbles: true, detail: { controls } }));
  }
  writeAll(pairs) {
    this.writing = true;
    const open = pairs.filter(([control]) => this.open(control));
    open.forEach(([control]) => this.before(control));
    open.forEach(([control, value]) => this.write(control, value));
    this.writing = false;
    return open.filter(([control]) => this.before(control) !== this.read(control)).map(([control]) => this.told(control));
  }
  again(from, to, side) {
    const changes = from.pop();
    if (!changes) return;
    to.push(changes);
    this.writeAll(changes.map((change) => [this.named(change.name), change[side]]));
    this.step(changes, false);
    this.focus(this.named(changes[0].name));
  }

  // Moving
  enter(control) {
    if (!control.matches(CONTROL)) return;
    this.within = false;
    this.before(control);
    if (control.select) control.select();
  }
  focus(control) {
    if (!control) return;
    control.focus();
    this.enter(control);
  }
  *way(control, down, right) {
    const rows = this.rows();
    let [row, column] = this.place(control);
    for (;;) {
      [row, column] = [row + down, column + right];
      if (!rows[row] || column < 0) return;
      const cells = this.cells(rows[row]);
      if (column >= cells.length) return;
      if (this.open(this.control(cells[column]))) yield this.control(cells[column]);
    }
  }
  move(control, down, right) {
    let goal = null;
    let left = Math.max(Math.abs(down), 1);
    for (const one of this.way(control, Math.sign(down), right)) {
      goal = one;
      if (!--left) break;
    }
    this.focus(goal);
  }
  jump(control, down, right) { // to the edge of what is filled in, or to the next that is
    let goal = null;
    let inside = null;
    for (const one of this.way(control, down, right)) {
      const filled = this.read(one) !== "";
      if (inside === null) inside = filled && this.read(control) !== "";
      if (inside && !filled) break;
      goal = one;
      if (!inside && filled) break;
    }
    this.focus(goal);
  }
  end(control, last, whole) {
    const cells = whole ? this.rows().flatMap((row) => this.cells(row)) : this.cells(control.closest("tr"));
    const open = cells.map((cell) => this.control(cell)).filter((one) => this.open(one));
    this.focus(open.at(last ? -1 : 0));
  }
  aside(control, back) { // true where there is a next one to go to; else Tab leaves the table
    const open = [...this.table.querySelectorAll(`tbody :is(${CONTROL})`)].filter((one) => this.open(one));
    const next = open[open.indexOf(control) + (back ? -1 : 1)];
    this.focus(next);
    return Boolean(next);
  }

  key(event) {
    const control = event.target;
    if (!control.matches(CONTROL) || event.isComposing) return;
    if (this.act(control, event, event.ctrlKey || event.metaKey)) event.preventDefault();
  }
  act(control, event, ctrl) { // true where the key was ours
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.altKey) return false;
    if (ctrl && pressed === "z" && !event.shiftKey) return this.settle(control), this.again(this.done, this.undone, "before"), true;
    if (ctrl && (pressed === "y" || pressed === "z")) return this.again(this.undone, this.done, "after"), true;
    if (ctrl && pressed === "Enter") return this.send(control);
    if (pressed === "Enter") return this.settle(control), this.move(control, event.shiftKey ? -1 : 1, 0), true;
    if (pressed === "Tab" && !ctrl) return this.settle(control), this.aside(control, event.shiftKey);
    if (pressed === "Escape") return this.restore(control), true;
    if (pressed === "F2") return this.edit(control), true;
    if (this.within || event.shiftKey) return false;
    if (pressed === "Home" || pressed === "End") return this.settle(control), this.end(control, pressed === "End", ctrl), true;
    if (!(pressed in WAYS)) return false;
    this.settle(control);
    if (ctrl && pressed.startsWith("Arrow")) this.jump(control, ...WAYS[pressed]);
    else this.move(control, ...WAYS[pressed]);
    return true;
  }
  edit(control) {
    this.within = true;
    if (control.setSelectionRange && control.type !== "checkbox") control.setSelectionRange(control.value.length, control.value.length);
  }
  restore(control) {
    this.writing = true;
    this.write(control, this.before(control));
    this.writing = false;
    this.enter(control);
  }
  send(control) {
    const button = control.form && control.form.querySelector("button[data-save]");
    if (!button) return false;
    this.settle(control);
    control.form.requestSubmit(button);
    return true;
  }
  press(event) { // a first click chooses the cell, a second one goes into it
    if (!event.target.matches("input:not([type=checkbox])") || event.button) return;
    if (event.target === document.activeElement) this.within = true;
    else {
      event.preventDefault();
      this.focus(event.target);
    }
  }

  paste(event) {
    const control = event.target;
    if (!control.matches(CONTROL) || !event.clipboardData) return;
    const block = blockOf(event.clipboardData.getData("text/plain"));
    if (this.within && block.length === 1 && block[0].length === 1) return;
    event.preventDefault();
    this.settle(control);
    const [top, left] = this.place(control);
    const rows = this.rows();
    const pairs = block.flatMap((line, down) => {
      const cells = rows[top + down] ? this.cells(rows[top + down]) : [];
      return line.map((value, right) => [this.control(cells[left + right]), value]);
    });
    const taken = pairs.filter(([one]) => this.open(one));
    const changes = this.writeAll(taken);
    if (changes.length) this.step(changes);
    this.enter(control);
    this.say(taken.length, pairs.length - taken.length);
  }
  say(taken, outside) {
    const { gridSays, gridPasted = "", gridOutside = "" } = this.table.dataset;
    const place = gridSays && document.getElementById(gridSays);
    if (!place) return;
    const words = [gridPasted.replace("{n}", taken), outside ? gridOutside.replace("{n}", outside) : ""];
    place.textContent = words.filter(Boolean).join(" ");
  }
}

for (const table of document.querySelectorAll("[data-grid]")) new Grid(table);
