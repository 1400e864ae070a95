/* The page shown without network: which pages this device has kept, and since when. */
"use strict";

const language = document.documentElement.lang;
const list = document.getElementById("seen-list");
const section = document.getElementById("seen");

const moment = (text) => {
  const then = new Date(text);
  const today = then.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" }).format(then);
};

const show = async () => {
  const kept = [];
  for (const name of (await caches.keys()).filter((name) => name.startsWith("pages-"))) {
    const pages = await caches.open(name);
    for (const request of await pages.keys()) {
      const page = await pages.match(request);
      kept.push({ url: request.url, title: decodeURIComponent(page.headers.get("X-Title") ?? ""), at: page.headers.get("X-Seen") });
    }
  }
  kept.sort((a, b) => b.at.localeCompare(a.at));
  for (const page of kept) {
    const link = Object.assign(document.createElement("a"), { href: page.url, textContent: page.title || new URL(page.url).pathname });
    const note = Object.assign(document.createElement("span"), { className: "sm soft", textContent: ` ${section.dataset.at.replace("{time}", moment(page.at))}` });
    const line = document.createElement("li");
    line.append(link, note);
    list.append(line);
  }
  section.hidden = !kept.length;
  document.getElementById("unseen").hidden = Boolean(kept.length);
};

show();
document.querySelector("[data-reload]").addEventListener("click", () => location.reload());
