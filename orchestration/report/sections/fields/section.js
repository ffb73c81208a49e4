// Sorting and filtering of the field inventory. Without it the table is whole, in its given order.
(() => {
  "use strict";
  const table = document.getElementById("inventory");
  const form = document.getElementById("field-filters");
  if (!table || !form) return;
  // The form says by what may be filtered: the audit's page has fewer lists than the report's.
  const names = Array.from(form.querySelectorAll("select"), (select) => select.name);
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row, given) => ({
    row,
    given,
    words: row.cells[0].textContent.toLowerCase(),
    advice: row.querySelector(".advice")?.textContent ?? "",
    verdict: row.querySelector(".verdict").textContent,
    system: row.cells[2].textContent,
    object: row.cells[3].textContent,
  }));
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const offer = (name) => {
    const seen = new Set(rows.map((entry) => entry[name]));
    seen.delete("");
    for (const value of seen) form.elements[name].add(new Option(value, value));
  };
  names.forEach(offer);

  const filter = () => {
    const words = form.elements.words.value.trim().toLowerCase();
    const wanted = names.filter((name) => form.elements[name].value);
    let shown = 0;
    for (const entry of rows) {
      const keep = entry.words.includes(words)
        && wanted.every((name) => entry[name] === form.elements[name].value);
      entry.row.hidden = !keep;
      shown += keep ? 1 : 0;
    }
    form.elements.shown.value = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} fields`;
  };

  const readers = {
    text: (cell) => cell.textContent,
    number: (cell) => {
      const text = cell.firstChild ? cell.firstChild.textContent : "";
      const number = parseFloat(text.replace(/[^\d.]/g, ""));
      if (Number.isNaN(number)) return null;
      return text.startsWith("<") ? number - 0.01 : text.startsWith(">") ? number + 0.01 : number;
    },
  };

  const compare = (left, right, sign) => {
    const missingLeft = left.key === null || left.key === "–";
    const missingRight = right.key === null || right.key === "–";
    // What is not known stays at the end in both directions.
    if (missingLeft || missingRight) {
      return missingLeft - missingRight || left.entry.given - right.entry.given;
    }
    const order = typeof left.key === "number"
      ? left.key - right.key : collator.compare(left.key, right.key);
    return sign * order || left.entry.given - right.entry.given;
  };

  const sort = (header, index) => {
    const ascending = header.getAttribute("aria-sort") !== "ascending";
    for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const read = readers[header.dataset.sort];
    const keyed = rows.map((entry) => ({
      entry, key: read ? read(entry.row.cells[index]) : entry.given,
    }));
    keyed.sort((left, right) => compare(left, right, ascending ? 1 : -1));
    body.append(...keyed.map(({ entry }) => entry.row));
  };

  Array.from(table.tHead.rows[0].cells).forEach((header, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", () => sort(header, index));
    header.replaceChildren(button);
  });
  table.tHead.rows[0].cells[1].setAttribute("aria-sort", "ascending");

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
