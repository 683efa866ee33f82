// Dialogs: opened by [data-opens], closed by Esc, by their own buttons, by the ground behind.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.matches?.("dialog[open]") && outside(event)) event.target.close();
});

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return (
    event.clientX < box.left || event.clientX > box.right ||
    event.clientY < box.top || event.clientY > box.bottom
  );
}

// What hurts is confirmed by typing a name: the button stays grey until it is right.
function check(input) {
  const button = document.getElementById(input.dataset.confirms);
  button.disabled = input.value.trim() !== input.dataset.expected;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-confirms]")) check(event.target);
});

function prepare(root) {
  for (const input of root.querySelectorAll("[data-confirms]")) check(input);
  // A dialog that arrives by htmx opens by itself.
  for (const dialog of root.querySelectorAll("dialog[data-open-now]:not([open])")) dialog.showModal();
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));
