"""The sign-ins of docs/contract.md. Roles, not persons."""

from allauth.account.models import EmailAddress

from marketplace.accounts.models import User

PEOPLE = [
    ("admin@demo.example", "demo-admin", "Demo superuser", {"is_staff": True, "is_superuser": True}),
    ("officer@demo.example", "demo-officer", "Demo officer", {"is_staff": True}),
    ("officer2@demo.example", "demo-officer", "Demo officer 2", {"is_staff": True}),
    ("seller@demo.example", "demo-seller", "Demo seller", {}),
    ("applicant@demo.example", "demo-seller", "Demo applicant", {}),
    ("buyer@demo.example", "demo-buyer", "Demo buyer", {"language": "zh-hans"}),
    ("importer@demo.example", "demo-buyer", "Demo importer", {"language": "zh-hans"}),
]


def load_people() -> dict[str, User]:
    """The demo sign-ins by the part before the @, made where missing."""
    people = {}
    for email, password, name, fields in PEOPLE:
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, password, name=name, is_demo=True, **fields)
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
        people[email.partition("@")[0]] = user
    return people
