// The person picker. The chips are the truth; every line in the window shows what they say.

const pickerOf = (element) => element.closest?.("[data-person-picker]");
const chips = (picker) => [...picker.querySelectorAll("[data-people] > .chip")];
const part = (picker, name) => picker.querySelector(name);
const box = (picker) => part(picker, ".person-lines");

function chip(picker, value) {
  return chips(picker).find((each) => each.dataset.value === value);
}

function add(picker, line) {
  const { value, name, title } = line.dataset;
  const made = part(picker, "template[data-chip]").content.firstElementChild.cloneNode(true);
  made.dataset.value = value;
  made.querySelector("input").value = value;
  made.querySelector("[data-chip-name]").textContent = name;
  made.querySelector("[data-chip-title]").textContent = title;
  for (const button of made.querySelectorAll("button")) button.ariaLabel += ` ${name}`;
  part(picker, "[data-people]").append(made);
}

function changed(picker) {
  for (const line of picker.querySelectorAll(".person-line")) {
    line.setAttribute("aria-selected", Boolean(chip(picker, line.dataset.value)));
  }
  part(picker, "[data-person-count]").value = chips(picker).length;
}

// A pick: in a field for one it replaces, and the window closes.
function toggle(picker, line) {
  const there = chip(picker, line.dataset.value);
  const several = picker.hasAttribute("data-several");
  if (!several) for (const each of chips(picker)) each.remove();
  if (!there) add(picker, line);
  else if (several) there.remove();
  if (!several && there) add(picker, line);
  changed(picker);
  if (!several) part(picker, "dialog").close();
}

// -- what the window shows -----------------------------------------------------------------

let asked = 0;

async function fetched(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  return answer.ok ? answer.text() : null;
}

async function ask(picker) {
  const mine = (asked += 1);
  const url = new URL(box(picker).dataset.url, location.href);
  const query = part(picker, "[data-person-search]").value.trim();
  if (query) url.searchParams.set("q", query);
  const html = await fetched(url);
  // A slow answer to what was typed before must not replace a later one.
  if (mine !== asked || html === null) return;
  box(picker).innerHTML = html;
  changed(picker);
  mark(picker, query ? walkable(picker)[0] : null);
}

async function fill(details) {
  const url = details.dataset.more;
  if (!url || !details.open) return;
  delete details.dataset.more;
  const html = await fetched(url);
  if (html === null) details.dataset.more = url;
  else details.querySelector(".kids").innerHTML = html;
  changed(pickerOf(details));
}

function open(picker, typed = "") {
  part(picker, "dialog").showModal();
  const search = part(picker, "[data-person-search]");
  search.value = typed;
  search.focus();
  ask(picker);
}

// -- keyboard: the focus stays in the search, the arrows move a mark -------------------------

const walkable = (picker) =>
  [...box(picker).querySelectorAll(".person-line, summary")].filter((each) => each.offsetParent);

const marked = (picker) => part(picker, ".person-lines .is-marked");

function mark(picker, next) {
  marked(picker)?.classList.remove("is-marked");
  const search = part(picker, "[data-person-search]");
  if (!next) return search.removeAttribute("aria-activedescendant");
  next.id ||= `person-${Math.random().toString(36).slice(2)}`;
  next.classList.add("is-marked");
  search.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

function step(picker, by) {
  const all = walkable(picker);
  const at = all.indexOf(marked(picker));
  mark(picker, all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function choose(picker) {
  const at = marked(picker) ?? walkable(picker).find((each) => each.matches(".person-line"));
  if (!at) return;
  if (at.matches("summary")) at.parentElement.open = !at.parentElement.open;
  else toggle(picker, at);
}

function unfold(picker, wanted) {
  const at = marked(picker);
  if (at?.matches("summary")) at.parentElement.open = wanted;
}

document.addEventListener("keydown", (event) => {
  const picker = pickerOf(event.target);
  if (!picker || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.target.matches("[data-person-open]") && /^[\p{L}\p{N}]$/u.test(event.key)) {
    event.preventDefault();
    return open(picker, event.key);
  }
  if (!event.target.matches("[data-person-search]")) return;
  const empty = event.target.value === "";
  const acts = {
    ArrowDown: () => step(picker, 1),
    ArrowUp: () => step(picker, -1),
    Enter: () => choose(picker),
    ...(empty && { ArrowRight: () => unfold(picker, true), ArrowLeft: () => unfold(picker, false) }),
  };
  if (acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
});

// -- mouse and finger ------------------------------------------------------------------------

function whole(picker, details) {
  for (const line of details.querySelectorAll(".person-line")) {
    if (!chip(picker, line.dataset.value)) add(picker, line);
  }
  changed(picker);
}

function turn(picker, button) {
  for (const each of picker.querySelectorAll("[data-source]")) each.setAttribute("aria-pressed", each === button);
  box(picker).dataset.url = button.dataset.source;
  ask(picker);
}

document.addEventListener("click", (event) => {
  const picker = pickerOf(event.target);
  if (!picker) return;
  const hit = (selector) => event.target.closest(selector);
  if (hit("[data-person-open]")) open(picker);
  else if (hit("[data-source]")) turn(picker, hit("[data-source]"));
  else if (hit("[data-person-whole]")) {
    event.preventDefault();
    whole(picker, hit("details"));
  } else if (hit(".person-line")) toggle(picker, hit(".person-line"));
  else if (hit("[data-chip-up]")) hit(".chip").previousElementSibling?.before(hit(".chip"));
  else if (hit("[data-chip-drop]")) {
    hit(".chip").remove();
    changed(picker);
    part(picker, "[data-person-open]").focus();
  }
});

let waiting = 0;

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-person-search]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(pickerOf(event.target)), 200);
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.person-branch")) fill(event.target);
}, true);

function prepare(root) {
  for (const button of root.querySelectorAll("[data-person-open]")) button.hidden = false;
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));
