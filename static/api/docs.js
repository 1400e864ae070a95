// Swagger UI has a night dress of its own, worn when the page says so: as the reader chose in the shop, else as the device has it.
const chosen = document.documentElement.dataset.theme;
const night = matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.documentElement.classList.toggle("dark-mode", chosen === "dark" || (chosen !== "light" && night.matches));
night.addEventListener("change", dress);
dress();
