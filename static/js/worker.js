/* Recent pages for when the network is away. RELEASE, OWN and OFFLINE are written above by the server.

   Kept: whole pages that the server marks with X-Keep, which it does only for pages anybody may see and readers who are signed out; the last
   twenty. Never baskets, accounts, offices, forms. Signing in or out, or a page for somebody signed in, forgets them all. */
"use strict";

const SHELL = `shell-${RELEASE}`;
const PAGES = `pages-${RELEASE}`;
const PICTURES = `pictures-${RELEASE}`;
const MOST = { [PAGES]: 20, [PICTURES]: 60 };
const CLOSED = /^\/(?:[a-z]{2}(?:-[a-z]+)?\/)?(?:cart|checkout|orders|accounts|sell|payments|quotes|documents)\/|^\/(?:admin|api|health|metrics)/;

const saves = (request) => request?.headers.get("Save-Data") === "on" || self.navigator.connection?.saveData === true;
const offlineFor = (url) => OFFLINE.find((page) => page !== "/offline/" && url.pathname.startsWith(page.replace("offline/", ""))) ?? "/offline/";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(
    (async () => {
      const shell = await caches.open(SHELL);
      /* Fresh, not as the browser's own cache remembers them. One that is missing must not keep the rest away. */
      const wanted = [...OWN, ...(saves() ? OFFLINE.slice(0, 1) : OFFLINE)];
      await Promise.all(wanted.map((url) => shell.add(new Request(url, { cache: "no-cache", credentials: "omit" })).catch(() => {})));
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const ours = [SHELL, PAGES, PICTURES];
      await Promise.all((await caches.keys()).filter((name) => !ours.includes(name)).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

const forget = () => Promise.all([caches.delete(PAGES), caches.delete(PICTURES)]);

const trim = async (name) => {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((key) => cache.delete(key)));
};

const keepPage = async (request, response) => {
  const text = await response.text();
  const title = text.match(/<title>([^<]*)<\/title>/)?.[1].trim() ?? "";
  const plain = title.replace(/&#x27;/g, "'").replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  headers.set("X-Seen", new Date().toISOString());
  headers.set("X-Title", encodeURIComponent(plain));
  const pages = await caches.open(PAGES);
  await pages.delete(request.url);
  await pages.put(request.url, new Response(text, { status: 200, headers }));
  await trim(PAGES);
};

/* The page as it was, with a note on its root element that site.js puts into words. */
const asSeen = async (kept) => {
  const text = await kept.text();
  return new Response(text.replace("<html", `<html data-seen="${kept.headers.get("X-Seen")}"`), { headers: kept.headers });
};

const page = async (event, url) => {
  try {
    const response = await fetch(event.request);
    if (response.headers.has("X-Keep") && response.ok && !response.redirected) {
      if (!saves(event.request)) event.waitUntil(keepPage(event.request, response.clone()));
    } else if (response.ok && !CLOSED.test(url.pathname) && response.headers.get("X-Reader") === "signed-in") {
      event.waitUntil(forget());
    }
    return response;
  } catch (error) {
    if (!CLOSED.test(url.pathname)) {
      const kept = await caches.match(url.href, { cacheName: PAGES });
      if (kept) return asSeen(kept);
    }
    const stand = (await caches.match(offlineFor(url))) ?? (await caches.match("/offline/"));
    if (stand) return stand;
    throw error;
  }
};

const file = async (event, name) => {
  try {
    const response = await fetch(event.request);
    if (response.ok && response.type === "basic" && !saves(event.request)) {
      const copy = response.clone();
      event.waitUntil(caches.open(name).then((cache) => cache.put(event.request, copy)).then(() => name in MOST && trim(name)));
    }
    return response;
  } catch (error) {
    const kept = await caches.match(event.request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.method !== "GET") {
    /* Signing in, out, up; a new password: another reader from here on. */
    if (/^\/(?:[a-z]{2}(?:-[a-z]+)?\/)?accounts\//.test(url.pathname)) event.waitUntil(forget());
    return;
  }
  if (event.request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(event, SHELL));
  else if (/^\/(?:media|look)\//.test(url.pathname)) event.respondWith(file(event, PICTURES));
});
