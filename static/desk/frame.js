// The desk's frame names no main part, and calls each list that scrolls the same: who reads by landmarks gets both put right.
addEventListener("load", () => {
  document.getElementById("main")?.setAttribute("role", "main");
  for (const list of document.querySelectorAll(".simplebar-content-wrapper[role=region]")) {
    list.removeAttribute("role");
    list.removeAttribute("aria-label");
  }
});
