"""What the demo shows. Idempotent; every invented figure is marked as a demonstration figure in its row."""

from marketplace.demo_data.loading import load

__all__ = ["load"]
