/* What was looked at lately: kept on this device, sent nowhere. Without this file, or where the browser keeps nothing, it is not shown. */
"use strict";

{
  const MOST = 12;
  const KEY = "seen";
  const place = document.getElementById("seen");
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.filter((each) => typeof each?.path === "string" && /^products\/[\w-]+\/$/.test(each.path)) : [];
    } catch {
      return [];
    }
  };
  const write = (kept) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      /* a full or closed store: nothing is remembered */
    }
  };
  const show = (kept) => {
    const list = place.querySelector("ul");
    list.replaceChildren(
      ...kept.map(({ path, name, picture, language }) => {
        const item = document.createElement("li");
        const link = Object.assign(document.createElement("a"), { href: list.dataset.root + path, className: "plain" });
        const image = Object.assign(document.createElement("img"), { src: picture || place.dataset.empty, alt: "", width: 136, height: 136, loading: "lazy" });
        const words = Object.assign(document.createElement("span"), { textContent: name, lang: language });
        link.append(image, words);
        item.append(link);
        return item;
      }),
    );
    place.hidden = kept.length === 0;
  };
  if (place) {
    const here = place.dataset.path;
    const others = read().filter((each) => each.path !== here);
    show(others.slice(0, MOST));
    if (here) {
      const { name, picture } = place.dataset;
      write([{ path: here, name, picture, language: document.documentElement.lang }, ...others].slice(0, MOST + 1));
    }
    place.querySelector("[data-forget]").addEventListener("click", () => {
      write([]);
      show([]);
    });
  }
}
