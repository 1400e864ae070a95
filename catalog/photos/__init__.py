"""Pictures of goods: what comes in is checked and made clean, what goes out comes in many sizes (docs/decisions/photos.md)."""
