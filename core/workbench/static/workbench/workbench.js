// The list by keyboard: j and k walk, Enter opens, Esc leaves; the page needs none of it.

function links() {
  return [...document.querySelectorAll("#reg-inbox tbody .row-link")];
}

function walk(by) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  if (event.key === "j") walk(1);
  if (event.key === "k") walk(-1);
  // Without a row in focus the arrow goes to the first one, as people expect of a mailbox.
  if (event.key === "ArrowDown" && event.target === document.body && links().length) {
    event.preventDefault();
    walk(1);
  }
});
