from django.core.management.base import BaseCommand

from marketplace.look import app_icons, icons, pictures, stylesheet


class Command(BaseCommand):
    help = (
        "Joins static/css/ into site.css, gathers the icons into icons.svg and draws the pattern bands: what the repository keeps of them."
    )
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        made = {stylesheet.JOINED: stylesheet.joined(), icons.SPRITE: icons.sprite()}
        for family in pictures.MOTIFS:
            made[icons.SPRITE.parent / "bands" / f"{family}.svg"] = pictures.band(family, family=family, scheme="kirehe")
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for name, (shape, size) in app_icons.FILES.items():
            (icons.SPRITE.parent / name).write_bytes(app_icons.icon(shape, size))
        self.stdout.write(f"{len(made) + len(app_icons.FILES)} files made below static/")
