"""What the house knows of persons: each room says what it holds (`<app>/privacy.py`), and from that are made the notice, the person's own
page, the export, the erasure and the nightly cleaning. See docs/privacy.md."""
