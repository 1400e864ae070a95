/* The officers' keys. Every button works without this file. */
"use strict";

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

const ask = (text, then) => {
  const dialog = document.getElementById("ask");
  if (!dialog?.showModal) return window.confirm(text) && then();
  dialog.querySelector("p").textContent = text;
  dialog.showModal();
  dialog.onclick = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    dialog.close();
    if (button.value) then();
  };
};

/* A decision that cannot be taken back asks once more. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (!button || button.dataset.sure) return;
  event.preventDefault();
  ask(button.dataset.ask, () => {
    button.dataset.sure = "yes";
    button.click();
  });
});

/* Two clicks, one decision. */
document.addEventListener("submit", (event) => {
  if (!event.target.closest(".ro")) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found || found.matches(":disabled")) return;
  event.preventDefault();
  const first = found.dataset.first && document.querySelector(found.dataset.first);
  if (first && !first.querySelector(":checked")) {
    first.open = true;
    first.querySelector("input")?.focus();
    first.scrollIntoView({ block: "center" });
    return;
  }
  found.click();
});
