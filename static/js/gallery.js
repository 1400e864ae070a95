/* The gallery: photos and the video change in place, by swipe too, and photos open from near. Without this file its links lead to the same. */
"use strict";

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const main = gallery.querySelector(".gallery__main"), near = gallery.querySelector("dialog");
  const thumbs = [...gallery.querySelectorAll(".gallery__thumbs a")];
  const link = main.querySelector("[data-near]"), room = near.querySelector(".near__room"), large = room.querySelector("img");
  const note = main.querySelector(".gallery__note");
  let film = main.querySelector("video"), place = Math.max(0, thumbs.findIndex((thumb) => thumb.hasAttribute("aria-current")));

  const isFilm = (to) => thumbs[to]?.hasAttribute("data-film");
  const turnFilm = (on) => {
    if (on && !film) {
      film = document.importNode(gallery.querySelector("template").content, true).querySelector("video");
      link.after(film);
    }
    if (!on) film?.pause();
    if (film) film.hidden = !on;
    if (note) note.hidden = on;
    link.hidden = on;
  };
  const show = (to) => {
    if (!thumbs[to]) return;
    place = to;
    for (const thumb of thumbs) thumb.removeAttribute("aria-current");
    thumbs[to].setAttribute("aria-current", "true");
    if (note) note.textContent = `${to + 1} / ${thumbs.length}`;
    turnFilm(isFilm(to));
    if (isFilm(to)) return;
    const next = thumbs[to].querySelector("picture, img").cloneNode(true);
    for (const part of next.querySelectorAll("source")) part.sizes = "(min-width: 62rem) 44rem, 100vw";
    link.querySelector("picture, img").replaceWith(next);
    link.href = thumbs[to].dataset.large;
  };
  const after = (by) => place + by * (near.open && isFilm(place + by) ? 2 : 1); // from near there are photos alone
  const look = (is_zoomed = false) => {
    const seen = link.querySelector("img");
    large.hidden = false;
    large.src = link.href;
    large.alt = seen.alt;
    zoom(is_zoomed);
    near.querySelector(".near__note").textContent = thumbs.length ? `${place + 1} / ${thumbs.length}` : "";
    for (const button of near.querySelectorAll("[data-turn]")) button.disabled = !thumbs[after(Number(button.dataset.turn))];
  };
  const zoom = (on) => {
    room.classList.toggle("near__room--twice", on);
    near.querySelector("[data-zoom]").setAttribute("aria-pressed", on);
    if (on) room.scrollTo((room.scrollWidth - room.clientWidth) / 2, (room.scrollHeight - room.clientHeight) / 2);
  };
  const turn = (by) => {
    if (!thumbs[after(by)]) return;
    show(after(by));
    if (near.open) look();
  };

  for (const [number, thumb] of thumbs.entries())
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      show(number);
      if (!isFilm(number)) return;
      film.focus({ preventScroll: true });
      if (!navigator.connection?.saveData) film.play().catch(() => {}); // who saves data sees the poster, and presses once more
    });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !near.showModal) return;
    event.preventDefault();
    look();
    near.showModal();
    room.focus();
  });
  near.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.turn) turn(Number(button.dataset.turn));
    else if (button?.hasAttribute("data-zoom") || event.target === large) zoom(!room.classList.contains("near__room--twice"));
  });
  near.addEventListener("keydown", (event) => {
    if (room.classList.contains("near__room--twice") && event.target === room) return; // the arrows move the large picture
    if (event.key === "ArrowLeft") turn(-1);
    else if (event.key === "ArrowRight") turn(1);
  });

  /* A finger drawn sideways turns to the next photo; two fingers and a zoomed picture are left to the browser. */
  for (const surface of [main, room]) {
    let from = null;
    surface.addEventListener("touchstart", (event) => {
      const is_control = event.target === film && event.touches[0].clientY > film.getBoundingClientRect().bottom - 64;
      const is_free = !is_control && event.touches.length === 1 && !room.classList.contains("near__room--twice") && (visualViewport?.scale ?? 1) < 1.05;
      from = is_free ? event.touches[0] : null;
    }, { passive: true });
    surface.addEventListener("touchend", (event) => {
      const to = event.changedTouches[0];
      if (from && Math.abs(to.clientX - from.clientX) > 48 && Math.abs(to.clientX - from.clientX) > 2 * Math.abs(to.clientY - from.clientY))
        turn(to.clientX < from.clientX ? 1 : -1);
      from = null;
    }, { passive: true });
  }
}
