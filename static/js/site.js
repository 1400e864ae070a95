/* Small conveniences. Every page works without this file. */
"use strict";

const on = (type, selector, act) =>
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(found, event);
  });

/* Dialogs and sheets: <a href="#what" data-opens="what">; without script the :target opens the same. */
on("click", "[data-opens]", (link, event) => {
  const dialog = document.getElementById(link.dataset.opens);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
});
on("click", "[data-closes]", (link, event) => {
  const dialog = link.closest("dialog");
  if (!dialog?.open) return;
  event.preventDefault();
  dialog.close();
});
on("click", "dialog[open]", (dialog, event) => {
  if (event.target === dialog) dialog.close();
});

/* Quantity: the field's own step, least and most hold. */
on("click", "[data-step]", (button) => {
  const input = button.closest("[data-stepper]").querySelector("input");
  if (Number(button.dataset.step) > 0) input.stepUp();
  else input.stepDown();
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

/* A choice that needs no button: sorting, facets, quantity in the cart. */
on("change", "[data-submit]", (field) => field.form?.requestSubmit());
for (const button of document.querySelectorAll("[data-scriptless]")) button.hidden = true;

/* The sheet of filters: each tick has been sent already, so its button only leads back to the goods. */
on("click", "[data-goes]", (button, event) => {
  event.preventDefault();
  location.replace(button.dataset.goes);
});

/* Two clicks, one order: a sent form does not send again until the page returns. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

/* Without network the worker shows what was kept, and says when that was. */
const seen = document.documentElement.dataset.seen;
if (seen) {
  const then = new Date(seen);
  const today = then.toDateString() === new Date().toDateString();
  const time = new Intl.DateTimeFormat(document.documentElement.lang, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
  const note = document.createElement("p");
  note.className = "offline";
  note.setAttribute("role", "status");
  note.textContent = document.getElementById("toasts").dataset.offline.replace("{time}", time.format(then));
  document.getElementById("main").before(note);
}
if ("serviceWorker" in navigator && !location.pathname.startsWith("/admin/")) navigator.serviceWorker.register("/worker.js").catch(() => {});

/* Toasts leave when asked to; those that only confirm leave by themselves. */
const leave = (toast) => setTimeout(() => toast.remove(), toast.matches(".toast--bad") ? 3.6e6 : 9000);
on("click", "[data-dismiss]", (button) => button.closest("[data-toast]").remove());
const toasts = document.getElementById("toasts");
toasts.querySelectorAll("[data-toast]").forEach(leave);
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) leave(node);
}).observe(toasts, { childList: true });

const say = (text) => {
  const toast = Object.assign(document.createElement("div"), { className: "toast toast--bad", textContent: text });
  toasts.append(toast);
  setTimeout(() => toast.remove(), 9000);
};
for (const type of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
  document.addEventListener(type, (event) => event.target.id === "q" || say(toasts.dataset.lost));

/* The search field offers what may be meant; arrows walk the offers, Enter follows the chosen one, Escape closes them. */
const field = document.getElementById("q");
const said = document.getElementById("said");
if (field && said) {
  const options = () => [...said.querySelectorAll("[role=option]")];
  const choose = (option) => {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const show = (open) => {
    said.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  };
  said.addEventListener("htmx:afterSwap", () => show(options().length > 0 && document.activeElement === field && field.value.trim() !== ""));
  /* Letters that are still becoming characters are nobody's question yet. */
  addEventListener("input", (event) => event.target === field && event.isComposing && event.stopPropagation(), true);
  field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input", { bubbles: true })));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !said.hidden) {
      event.preventDefault();
      return show(false);
    }
    const all = options();
    const place = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
      event.preventDefault();
      show(true);
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      choose(all[next < 0 ? (place < 0 ? all.length - 1 : -1) : next % (all.length + 1)] ?? null);
    } else if (event.key === "Enter" && !said.hidden && place >= 0) {
      event.preventDefault();
      all[place].querySelector("a").click();
    }
  });
  document.addEventListener("focusin", (event) => field.form.contains(event.target) || show(false));
  document.addEventListener("click", (event) => field.form.contains(event.target) || show(false));
}

/* An open menu closes on Escape and on a click elsewhere. */
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.prefs[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.prefs[open]")) menu.open = false;
});

/* Day and night without a new page; the form keeps the choice. */
const dark = document.getElementById("dark");
on("submit", "form.theme", (form, event) => {
  event.preventDefault();
  const theme = event.submitter?.value ?? "";
  const body = new FormData(form);
  body.set("theme", theme);
  fetch(form.action, { method: "POST", body, redirect: "manual" });
  dark.media = { dark: "all", light: "not all" }[theme] ?? "(prefers-color-scheme: dark)";
  for (const button of form.querySelectorAll("button")) button.toggleAttribute("aria-pressed", false);
  event.submitter?.setAttribute("aria-pressed", "true");
});

/* Where the tabs run out of the screen, the current one is in sight. */
for (const tab of document.querySelectorAll(".desk__nav [aria-current], .account__side [aria-current], .scroller [aria-current]")) {
  const list = tab.closest("ul, .scroller");
  if (list.scrollWidth > list.clientWidth) list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
}

/* After a refused form the reader lands on the list of what to fix. */
document.querySelector("[data-focus]")?.focus();

/* Time left by the server's clock; when it is over the page is asked again, not by everybody in the same instant. */
for (const timer of document.querySelectorAll("[data-until]")) {
  const ahead = new Date(timer.dataset.now) - Date.now();
  const tick = () => {
    const left = Math.ceil((new Date(timer.dataset.until) - Date.now() - ahead) / 1000);
    if (left <= 0) {
      timer.hidden = true;
      if (timer.closest("[data-turns]")) setTimeout(() => location.reload(), Math.random() * 1500);
      return;
    }
    const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    timer.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
    timer.hidden = false;
    setTimeout(tick, 1000 - (Date.now() % 1000));
  };
  tick();
}
