// Registers: open a row by a click anywhere in it, walk with the arrow keys, select rows.

const INNER = "a, button, input, select, textarea, label, summary";

function registerOf(element) {
  return element.closest?.("[data-register]");
}

function boxes(register) {
  return [...register.querySelectorAll('input[name="row"]')];
}

function count(register) {
  const all = boxes(register);
  const chosen = all.filter((box) => box.checked).length;
  const output = register.querySelector("[data-selected]");
  const head = register.querySelector("[data-pick-all]");
  if (output) output.value = chosen;
  if (head) {
    head.checked = chosen > 0 && chosen === all.length;
    head.indeterminate = chosen > 0 && chosen < all.length;
  }
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || event.target.closest(INNER) || String(getSelection())) return;
  const link = row.querySelector(".row-link");
  if (event.ctrlKey || event.metaKey) window.open(link.href);
  else link.click();
});

document.addEventListener("click", (event) => {
  const show = event.target.closest("[data-show-filters]");
  if (!show) return;
  registerOf(show).classList.add("filters-open");
  registerOf(show).querySelector("[data-filter]").focus();
});

document.addEventListener("change", (event) => {
  const register = registerOf(event.target);
  if (!register) return;
  if (event.target.matches("[data-pick-all]")) {
    for (const box of boxes(register)) box.checked = event.target.checked;
  }
  if (event.target.matches('[data-pick-all], input[name="row"]')) count(register);
  // On a phone several filters are set first, then the button is pressed.
  const open = register.classList.contains("filters-open");
  if (event.target.matches("[data-filter]") && !open) event.target.form.requestSubmit();
});

document.addEventListener("reset", (event) => {
  const register = registerOf(event.target);
  if (register) setTimeout(() => count(register));
});

document.addEventListener("submit", (event) => {
  const name = event.target.dataset.columns;
  if (!name) return;
  const chosen = new FormData(event.target).getAll("cols").join(".");
  document.cookie = `cols_${name}=${chosen}; path=/; max-age=31536000; samesite=lax`;
});

// Empty filters stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("[data-filters]")) return;
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

function step(register, from, by) {
  const links = [...register.querySelectorAll("tbody .row-link")];
  const row = from.closest("tr");
  const at = links.findIndex((link) => row?.contains(link));
  links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

function escape(register, target) {
  const chosen = boxes(register).some((box) => box.checked);
  if (chosen) register.querySelector("form[id^=bulk]").reset();
  else target.blur();
}

document.addEventListener("keydown", (event) => {
  const register = registerOf(event.target);
  if (!register || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!event.target.matches(".row-link, [name=row], [data-pick-all], .heads a")) return;
  const acts = {
    ArrowDown: () => step(register, event.target, 1),
    ArrowUp: () => step(register, event.target, -1),
    Home: () => step(register, event.target, -1e6),
    End: () => step(register, event.target, 1e6),
    Escape: () => escape(register, event.target),
  };
  if (event.target.matches(".row-link")) {
    acts[" "] = () => event.target.closest("tr").querySelector("[name=row]")?.click();
  }
  if (acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
});
