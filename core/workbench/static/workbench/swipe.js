// Cards: the thumb scrolls by itself; arrow keys and buttons go one card on or back.

const cards = document.getElementById("cards");

function go(by) {
  cards.scrollBy({ left: by * cards.clientWidth, behavior: "auto" });
}

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (step && cards) go(Number(step.dataset.step));
});

document.addEventListener("keydown", (event) => {
  if (!cards || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest?.("input, textarea, select")) return;
  if (event.key === "ArrowRight") go(1);
  else if (event.key === "ArrowLeft") go(-1);
  else return;
  event.preventDefault();
});
