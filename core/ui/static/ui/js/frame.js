// The frame: menus close by themselves, the rail folds, focus goes where it is needed.

const YEAR = 365 * 24 * 3600;

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));

  const toggle = event.target.closest("[data-rail-toggle]");
  if (toggle) {
    const root = document.documentElement;
    root.dataset.rail = root.dataset.rail === "narrow" ? "wide" : "narrow";
    toggle.setAttribute("aria-expanded", String(root.dataset.rail === "wide"));
    remember("ui_rail", root.dataset.rail);
  }

  const copy = event.target.closest("[data-copy]");
  if (copy) {
    navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent);
    copy.dispatchEvent(new CustomEvent("ui:say", { bubbles: true, detail: "copied" }));
  }

  if (event.target.closest("[data-print]")) window.print();

  if (event.target.closest("[data-back]") && history.length > 1) {
    event.preventDefault();
    history.back();
  }

  if (event.target.closest("[data-refused]")) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest?.("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary").focus();
    if (["#rail", "#me"].includes(location.hash)) location.hash = "main";
  }
  // "/" goes to the search, as in most registers people know.
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.getElementById("bar-search");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

function focusErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}

focusErrors(document);
document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));
