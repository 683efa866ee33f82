// Forms with data-draft="key": what is typed is kept on this machine until the server has it.
// The form says so ("未提交，已保存在本机") and brings it back after a lost connection.

const words = document.getElementById("ui-words").dataset;
const PREFIX = "citydesk-draft:";
const NEVER = ["password", "file", "hidden"];

function place(form) {
  return PREFIX + document.body.dataset.who + location.pathname + "#" + form.dataset.draft;
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.includes(field.type));
}

function read(form) {
  return fields(form).map((field) =>
    ["checkbox", "radio"].includes(field.type) ? field.checked : field.value,
  );
}

function fill(form, values) {
  fields(form).forEach((field, at) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = values[at];
    else field.value = values[at];
  });
}

function notice(form, text, discard) {
  let line = form.querySelector(":scope > .draft-notice");
  if (!line) {
    line = document.createElement("p");
    line.className = "draft-notice";
    line.setAttribute("role", "status");
    form.prepend(line);
  }
  line.textContent = text;
  if (discard) line.append(" ", discard);
}

function discardButton(form, clean) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet btn-small";
  button.textContent = words.discard;
  button.addEventListener("click", () => {
    localStorage.removeItem(place(form));
    fill(form, clean);
    form.querySelector(":scope > .draft-notice").remove();
  });
  return button;
}

function begin(form) {
  if (form.dataset.draftOn) return;
  form.dataset.draftOn = "yes";
  const clean = read(form);
  const shape = fields(form).map((field) => field.name).join();
  const kept = JSON.parse(localStorage.getItem(place(form)) ?? "null");
  // A form that was changed since then would be filled wrongly: the draft is left alone.
  if (kept?.shape === shape && JSON.stringify(kept.values) !== JSON.stringify(clean)) {
    fill(form, kept.values);
    notice(form, words.restored, discardButton(form, clean));
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      localStorage.setItem(place(form), JSON.stringify({ shape, values: read(form) }));
      notice(form, words.kept);
    }, 800);
  });
}

// A page in the frame that answers a submitted form has taken it. A problem page or the log-in
// page has not: there the draft stays.
function settle() {
  const sent = sessionStorage.getItem(PREFIX);
  sessionStorage.removeItem(PREFIX);
  if (sent && document.body.matches(".framed:not([data-problem])")) localStorage.removeItem(sent);
}

document.addEventListener("submit", (event) => {
  if (event.target.dataset.draft) sessionStorage.setItem(PREFIX, place(event.target));
  // Whoever sits here next finds nothing.
  if (event.target.matches("[data-leaves]")) localStorage.clear();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form && event.detail.successful) localStorage.removeItem(place(form));
});

function prepare(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) begin(form);
}

settle();
prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));
