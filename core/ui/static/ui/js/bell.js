// The bell's number, live: told by the live process, asked for every minute where there is none.

const bell = document.querySelector("[data-bell]");
const MINUTE = 60_000;
let shown = Number(bell?.dataset.count);
let token = bell?.dataset.token;
let stream = null;
let timer = null;
let failures = 0;

function show(count) {
  for (const place of document.querySelectorAll("[data-notices]")) {
    let badge = place.querySelector(".badge");
    if (!badge) {
      badge = document.createElement("span");
      badge.className = "badge";
      place.append(badge);
    }
    badge.hidden = count === 0;
    if (count !== shown) badge.textContent = count > 999 ? "999+" : String(count);
  }
  if (count > shown) bell.dispatchEvent(new CustomEvent("ui:say", { bubbles: true, detail: "told" }));
  shown = count;
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
}

// The page asks by itself: that does not keep the session alive. Whoever is logged out stops asking.
async function ask() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const answer = await fetch(bell.dataset.state, { headers: { "X-Unattended": "1" }, redirect: "manual" });
    if (!answer.ok) return;
    const state = await answer.json();
    token = state.token;
    show(state.unread);
    listen();
  } catch {
    later(MINUTE);
  }
}

function address() {
  const { live } = bell.dataset;
  const base = live.startsWith(":") ? `${location.protocol}//${location.hostname}${live}` : "";
  const path = live.startsWith(":") ? "/live" : live;
  return `${base}${path}?token=${encodeURIComponent(token)}`;
}

function listen() {
  stream?.close();
  stream = null;
  if (!bell.dataset.live) return later(MINUTE);
  stream = new EventSource(address());
  stream.onopen = () => { failures = 0; };
  stream.onmessage = (event) => show(Number(event.data));
  stream.onerror = () => {
    // The token may be over: a fresh one is asked for, later and later, and not by all at once.
    stream.close();
    failures += 1;
    later(Math.min(MINUTE, 1000 * 2 ** failures) * (0.5 + Math.random()));
  };
}

if (bell) {
  listen();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stream?.close();
      clearTimeout(timer);
    } else {
      ask();
    }
  });
}
