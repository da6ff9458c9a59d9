// Dates as clerks type them: 03021990 → 03/02/1990; 6/10 → 06/10 of the year, where `kind` is "day", never of a birth date.
"use strict";

function completedDay(text, kind, year) {
  const two = (n) => n.padStart(2, "0");
  const digits = /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text);
  const parts = /^\s*(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?\s*$/.exec(text);
  if (digits) return `${digits[1]}/${digits[2]}/${digits[3]}`;
  if (!parts || (!parts[3] && kind !== "day")) return text;
  return `${two(parts[1])}/${two(parts[2])}/${parts[3] || year}`;
}
