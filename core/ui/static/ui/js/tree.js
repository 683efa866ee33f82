// The unit picker. The chips are the truth; every box in the tree shows what they say.

const pickerOf = (element) => element.closest?.("[data-tree-picker]");

const chips = (picker) => [...picker.querySelectorAll("[data-chips] > .chip")];

function chip(picker, kind, code) {
  return chips(picker).find((c) => c.dataset.kind === kind && c.dataset.code === code);
}

// Is a node in, by what stands above it? The nearest of "under" and "except" decides.
function above(picker, path) {
  for (const code of [...path].reverse()) {
    if (chip(picker, "except", code)) return false;
    if (chip(picker, "under", code)) return true;
  }
  return false;
}

const pathOf = (element) => element.dataset.path.split(" ").filter(Boolean);

function isIn(picker, node) {
  const code = node.dataset.code;
  return Boolean(chip(picker, "unit", code)) || above(picker, [...pathOf(node), code]);
}

function add(picker, kind, from) {
  const template = picker.querySelector(`template[data-chip="${kind}"]`);
  const made = template.content.firstElementChild.cloneNode(true);
  const code = from.dataset.code ?? from.dataset.group;
  Object.assign(made.dataset, { code, count: from.dataset.count, path: from.dataset.path ?? "" });
  made.querySelector("[data-chip-title]").textContent = from.dataset.title;
  const count = made.querySelector("[data-chip-count]");
  if (count) count.textContent = from.dataset.count;
  made.querySelector("input").value = `${kind}:${code}`;
  made.querySelector("button").ariaLabel += from.dataset.title;
  picker.querySelector("[data-chips]").append(made);
}

function toggleUnit(picker, node, wanted) {
  const { code } = node.dataset;
  for (const kind of ["unit", "except"]) chip(picker, kind, code)?.remove();
  if (isIn(picker, node) === wanted) return;
  // Taken out of what "with all below" had brought in, or put in by itself.
  if (chip(picker, "under", code)) chip(picker, "under", code).remove();
  if (isIn(picker, node) !== wanted) add(picker, wanted ? "unit" : "except", node);
}

function toggleAll(picker, node) {
  const { code } = node.dataset;
  const there = chip(picker, "under", code);
  // Choices below this one are settled by it.
  for (const c of chips(picker)) {
    if (c.dataset.code === code || pathOf(c).includes(code)) c.remove();
  }
  if (!there && !above(picker, [...pathOf(node), code])) add(picker, "under", node);
}

// A sum for pages without a server to ask: single units and whole branches, less exceptions.
function sum(picker) {
  const weight = { unit: 1, under: 1, except: -1, group: 1 };
  return chips(picker).reduce((total, c) => {
    const count = c.dataset.kind === "unit" ? 1 : Number(c.dataset.count);
    const covered = above(picker, pathOf(c));
    if (c.dataset.kind === "except") return covered ? total - count : total;
    return covered && c.dataset.kind !== "group" ? total : total + weight[c.dataset.kind] * count;
  }, 0);
}

function show(picker) {
  for (const node of picker.querySelectorAll(".node")) {
    const box = node.querySelector(":scope > .node-line [data-node-pick]");
    const all = node.querySelector(":scope > .node-line [data-node-all]");
    if (box) box.checked = isIn(picker, node);
    all?.setAttribute("aria-pressed", above(picker, [...pathOf(node), node.dataset.code]));
  }
  for (const button of picker.querySelectorAll("[data-group]")) {
    button.setAttribute("aria-pressed", Boolean(chip(picker, "group", button.dataset.group)));
  }
  const output = picker.querySelector("[data-picked-sum]");
  if (!output.hasAttribute("hx-post")) output.value = sum(picker);
}

function changed(picker) {
  show(picker);
  picker.dispatchEvent(new CustomEvent("ui:picked"));
}

function toggleBranch(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", open);
  button.closest(".node").querySelector(":scope > .kids").hidden = !open;
}

document.addEventListener("click", (event) => {
  const picker = pickerOf(event.target);
  if (!picker) return;
  const hit = (selector) => event.target.closest(selector);
  if (hit("[data-node-toggle]")) return toggleBranch(hit("[data-node-toggle]"));
  if (hit("[data-node-all]")) toggleAll(picker, hit(".node"));
  else if (hit("[data-chip-remove]")) hit(".chip").remove();
  else if (hit("[data-chips-clear]")) for (const c of chips(picker)) c.remove();
  else if (hit("[data-group]")) {
    const group = hit("[data-group]");
    const there = chip(picker, "group", group.dataset.group);
    if (there) there.remove();
    else add(picker, "group", group);
  } else return;
  changed(picker);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-node-pick]")) return;
  const picker = pickerOf(event.target);
  toggleUnit(picker, event.target.closest(".node"), event.target.checked);
  changed(picker);
});

// Search: results stand in front of the tree while there is something to look for.
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-tree-search]")) return;
  const picker = pickerOf(event.target);
  const looking = event.target.value.trim() !== "";
  picker.querySelector(".tree-found").hidden = !looking;
  picker.querySelector(".tree-all").hidden = looking;
});

// Arrow keys walk the lines that can be seen; right opens, left closes or goes up.
const CONTROLS = "[data-node-pick], [data-node-toggle], [data-node-all]";

function lines(picker) {
  return [...picker.querySelectorAll(".node")].filter((node) => node.offsetParent);
}

function focusLine(node) {
  node?.querySelector(":scope > .node-line [data-node-pick], :scope > .node-line [data-node-toggle]")?.focus();
}

function walk(picker, node, key) {
  const all = lines(picker);
  const at = all.indexOf(node);
  const toggle = node.querySelector(":scope > .node-line button[data-node-toggle]");
  const open = toggle?.getAttribute("aria-expanded") === "true";
  if (key === "ArrowDown") focusLine(all[at + 1]);
  if (key === "ArrowUp") focusLine(all[at - 1]);
  if (key === "ArrowRight" && toggle) open ? focusLine(all[at + 1]) : toggle.click();
  if (key === "ArrowLeft") open ? toggle.click() : focusLine(node.parentElement.closest(".node"));
}

document.addEventListener("keydown", (event) => {
  const picker = pickerOf(event.target);
  if (!picker) return;
  if (event.target.matches("[data-tree-search]")) {
    // Enter would send the form.
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "ArrowDown" || event.key === "Enter") focusLine(lines(picker)[0]);
    return;
  }
  if (!event.target.matches(CONTROLS) || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  walk(picker, event.target.closest(".node"), event.key);
});

function prepare(root) {
  const outer = pickerOf(root);
  if (outer) return show(outer);
  for (const picker of root.querySelectorAll("[data-tree-picker]")) changed(picker);
}

prepare(document.body);
document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
