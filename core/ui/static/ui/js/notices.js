// Short notices in the corner, and what to say when a request does not come back.

const words = document.getElementById("ui-words").dataset;

export function say(text, kind = "info") {
  const place = document.getElementById("toasts");
  const notice = document.createElement("div");
  notice.className = `notice notice-${kind}`;
  const body = document.createElement("div");
  body.className = "notice-text";
  body.textContent = text;
  const close = document.createElement("button");
  close.className = "btn btn-quiet btn-small";
  close.type = "button";
  close.textContent = words.close;
  close.addEventListener("click", () => notice.remove());
  notice.append(body, close);
  place.append(notice);
  // What went wrong stays until it is read.
  if (kind !== "bad") setTimeout(() => notice.remove(), 6000);
}

document.addEventListener("ui:say", (event) => say(words[event.detail] ?? event.detail, "good"));

document.addEventListener("htmx:sendError", () => say(words.offline, "bad"));

// A problem page in answer to a part of a page: its sentence is told, nothing is replaced.
function problemIn(xhr) {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  if (!page.querySelector("[data-problem]")) return null;
  const text = page.querySelector("[data-problem-text], h1").textContent;
  const reference = page.querySelector("[data-problem-reference]")?.textContent;
  return reference ? `${text} ${words.reference} ${reference}` : text;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  const told = problemIn(xhr);
  if (!told && event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  say(told ?? words.failed, "bad");
});
