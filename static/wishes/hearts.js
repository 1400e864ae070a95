/* A heart is pressed without a new page, for readers who are signed in. Without this file it is a form like any other. */
"use strict";

on("submit", "#wish[data-live]", async (form, event) => {
  const heart = event.submitter;
  if (!heart) return;
  event.preventDefault();
  const body = new FormData(form);
  body.set(heart.name, heart.value);
  try {
    const answer = await fetch(heart.getAttribute("formaction") ?? form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (!answer.ok) return say(said.words);
    for (const each of document.querySelectorAll(`.heart[value="${heart.value}"]`)) {
      each.name = said.kept ? "gone" : "product";
      each.setAttribute("aria-pressed", String(said.kept));
    }
  } catch {
    say(toasts.dataset.lost);
  }
});
