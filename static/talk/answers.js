/* A saved answer goes into the message at a press; without this file it can be copied from the page. */
"use strict";

for (const button of document.querySelectorAll("[data-answer]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.querySelector("textarea[name=text]");
    field.value = field.value ? `${field.value}\n${button.dataset.answer}` : button.dataset.answer;
    field.focus();
  });
}
