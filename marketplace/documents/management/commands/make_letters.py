from django.core.management.base import BaseCommand

from marketplace.documents import letters
from marketplace.documents.type import letters_of_fonts


class Command(BaseCommand):
    help = "Reads which letters the type of our papers has into marketplace/documents/letters.txt; for whoever changes the fonts."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        codes = letters_of_fonts()
        letters.TABLE.write_text(letters.written(codes))
        self.stdout.write(f"{len(codes)} letters in {letters.TABLE.name}")
