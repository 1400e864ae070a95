from marketplace.hubs.models import Hub


def make_kenya() -> Hub:
    """A second hub, to try to read across."""
    return Hub.objects.create(
        code="ke",
        name="Kenya",
        country="KE",
        currency="KES",
        selling_currencies=["KES", "USD"],
        languages=["en"],
        time_zone="Africa/Nairobi",
        domain="ke.isoko.example",
    )
