"""What a page is judged by in the browser: what stands untranslated or over the edge, and what axe finds fault with."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python

# Three English words in a row on a Chinese page; what people typed or invented is no sentence of ours.
LEFTOVER = r"[A-Za-z][a-z]+(?:[ ,]+[a-z]+){2,}"
TYPED = "|".join(
    [
        "Demonstration courier",
        "The panel cracked while drying. We paint a new one.",
        "The bags left our store dry and sealed. We offer a third of the price of one bag.",
        "Choose File",
        "Choose Files",
        "No file chosen",
        "Can we have a sample of one kilogram before we order sixty?",
        "Yes. Choose the one-kilogram size; it is of the same lot.",
    ]
)
LOOK = """(typed) => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), words = [];
  for (let node; (node = walker.nextNode()); ) {
    const home = node.parentElement;
    if (home.closest("script, style, template, [lang]:not(html), textarea, [translate=no], pre, code") || !home.checkVisibility()) continue;
    words.push(...(node.textContent.replace(new RegExp(typed[1], "g"), "").match(new RegExp(typed[0])) ?? []));
  }
  const named = (e) =>
    e.textContent.trim() || e.ariaLabel || e.title || e.labels?.length || e.getAttribute("aria-labelledby") ||
    e.querySelector("[aria-label], img[alt]:not([alt=''])");
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea")];
  const bare = controls.filter((e) => e.checkVisibility() && !named(e));
  return { wide, words, bare: bare.map((e) => e.outerHTML.slice(0, 90)), heads: document.querySelectorAll("h1:not([inert] h1)").length };
}"""

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
# Contrast is half of a judge's work. All pages take their colours from the tokens whose pairs `look/tests/test_contrast.py` reckons;
# here it is judged on the pages that everybody sees.
JUDGE = """async (contrast) => {
  const found = await axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: contrast } } });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)} (${node.target})`));
}"""
