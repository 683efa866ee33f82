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

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  const reference = xhr.getResponseHeader("X-Request-Id");
  const told = xhr.getResponseHeader("X-Problem");
  const text = told ? decodeURIComponent(told) : words.failed;
  say(reference && xhr.status >= 500 ? `${text} ${words.reference} ${reference}` : text, "bad");
});
