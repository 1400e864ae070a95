/* Conveniences of the listing editor: what is being saved, photos dragged, upload shown. Everything works without this file. */
"use strict";

/* "Saving…" while a section is on its way; the answer writes "Saved 10:42". */
document.addEventListener("htmx:beforeRequest", (event) => {
  const saved = document.getElementById("saved");
  if (saved && event.target.matches?.("[data-autosave]")) saved.textContent = saved.dataset.saving;
});

/* A screen reader hears of an error at the field it belongs to. */
document.addEventListener("htmx:afterRequest", () => {
  for (const notes of document.querySelectorAll(".notes")) {
    const field = document.getElementById(notes.id.replace(/_notes$/, ""));
    if (notes.querySelector(".error")) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
});

/* What came in a fragment hides its scriptless buttons too. */
document.addEventListener("htmx:load", (event) => {
  for (const button of event.target.querySelectorAll?.("[data-scriptless]") ?? []) button.hidden = true;
});

/* Upload: how much is sent, and files dropped on the field. */
document.addEventListener("htmx:xhr:progress", (event) => {
  const meter = event.target.closest?.("[data-upload]")?.querySelector("progress");
  if (!meter || !event.detail.lengthComputable) return;
  meter.hidden = false;
  meter.value = (100 * event.detail.loaded) / event.detail.total;
});
document.addEventListener("dragover", (event) => {
  const drop = event.target.closest?.("[data-upload]");
  if (!drop || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.add("drop--over");
});
document.addEventListener("dragleave", (event) => event.target.closest?.("[data-upload]")?.classList.remove("drop--over"));
document.addEventListener("drop", (event) => {
  const drop = event.target.closest?.("[data-upload]");
  if (!drop || !event.dataTransfer.files.length) return;
  event.preventDefault();
  drop.classList.remove("drop--over");
  const field = drop.querySelector('input[type="file"]');
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});

/* Photos change places by dragging; the buttons do the same for everybody else. */
let carried = null;
document.addEventListener("dragstart", (event) => {
  carried = event.target.closest?.("[data-photo]") ?? null;
  if (!carried) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", carried.dataset.photo);
  carried.classList.add("shot--carried");
});
document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-photo]");
  if (!carried || !over || over === carried || over.parentElement !== carried.parentElement) return;
  event.preventDefault();
  const all = [...over.parentElement.children];
  if (all.indexOf(carried) < all.indexOf(over)) over.after(carried);
  else over.before(carried);
});
document.addEventListener("drop", (event) => {
  if (carried) event.preventDefault();
});
document.addEventListener("dragend", () => {
  if (!carried) return;
  const list = carried.parentElement;
  carried.classList.remove("shot--carried");
  carried = null;
  const values = { photo: [...list.children].map((one) => one.dataset.photo) };
  const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
  htmx.ajax("POST", list.dataset.orderUrl, { target: "#photo-list", swap: "outerHTML", values, headers: { "X-CSRFToken": token } });
});
