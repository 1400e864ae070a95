// The desk's frame names no main part, and calls each list that scrolls the same: who reads by landmarks gets both put right.
addEventListener("load", () => {
  document.getElementById("main")?.setAttribute("role", "main");
  for (const list of document.querySelectorAll(".simplebar-content-wrapper[role=region]")) {
    list.removeAttribute("role");
    list.removeAttribute("aria-label");
  }
});

// A field to search in is drawn by a library after the select it stands for, and not named by its label: here, whenever one is drawn.
const nameFields = () => {
  for (const drawn of document.querySelectorAll("select + .select2-container:not([data-is-named])")) {
    const select = drawn.previousElementSibling;
    const name = select.labels?.[0]?.textContent.trim() || select.title || select.name;
    for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], input[type=search]")) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", name);
    }
    drawn.dataset.isNamed = "";
  }
};
addEventListener("DOMContentLoaded", () => {
  nameFields();
  new MutationObserver(nameFields).observe(document.body, { childList: true, subtree: true });
});
