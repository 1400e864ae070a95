"""`manage.py demo`: a working shop with sample data; safe to run again."""

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Load the demo."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--scale", choices=["small", "large"], default="small")
        parser.add_argument("--products", type=int, default=10_000, help="with --scale large")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are real sellers or the demo is loaded")

    def handle(self, **options) -> None:
        from marketplace.demo_data import load

        load(
            scale=options["scale"],
            products=options["products"],
            if_empty=options["if_empty"],
            say=lambda text: self.stdout.write(f"  {text}"),
        )
