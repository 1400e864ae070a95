"""The facts of the Rwanda hub: districts as in the administrative law of 2005, agencies as their own sites name them."""

from django.utils.translation import gettext_noop

HUB = {
    "code": "rw",
    "name": "Rwanda",
    "country": "RW",
    "currency": "RWF",
    "selling_currencies": ["CNY", "USD", "EUR", "RWF"],
    "languages": ["en", "zh-hans", "fr", "rw"],
    "time_zone": "Africa/Kigali",
}

DISTRICTS = {
    "Kigali City": ["Gasabo", "Kicukiro", "Nyarugenge"],
    "Northern": ["Burera", "Gakenke", "Gicumbi", "Musanze", "Rulindo"],
    "Southern": ["Gisagara", "Huye", "Kamonyi", "Muhanga", "Nyamagabe", "Nyanza", "Nyaruguru", "Ruhango"],
    "Eastern": ["Bugesera", "Gatsibo", "Kayonza", "Kirehe", "Ngoma", "Nyagatare", "Rwamagana"],
    "Western": ["Karongi", "Ngororero", "Nyabihu", "Nyamasheke", "Rubavu", "Rusizi", "Rutsiro"],
}

AGENCIES = {
    "RDB": (gettext_noop("Rwanda Development Board"), "registers companies; approves the sellers of this hub"),
    "RCA": (gettext_noop("Rwanda Cooperative Agency"), "registers cooperatives"),
    "RRA": (gettext_noop("Rwanda Revenue Authority"), "tax numbers, customs, origin certificates"),
    "NAEB": (gettext_noop("National Agricultural Export Development Board"), "coffee, tea and horticulture licences, lot certificates"),
    "RICA": (
        gettext_noop("Rwanda Inspectorate, Competition and Consumer Protection Authority"),
        "plant health, phytosanitary certificates",
    ),
    "RSB": (gettext_noop("Rwanda Standards Board"), "S-mark and test reports"),
    "RFDA": (gettext_noop("Rwanda Food and Drugs Authority"), "food, cosmetics and essential oils"),
}


def ensure_rwanda(hub_model, district_model, agency_model, manager: str = "_base_manager"):
    """Write the hub and its lists where they are missing; safe to call again. Returns the hub."""
    hub, _ = hub_model._base_manager.get_or_create(code=HUB["code"], defaults=HUB)
    districts, agencies = getattr(district_model, manager), getattr(agency_model, manager)
    for province, names in DISTRICTS.items():
        for name in names:
            districts.get_or_create(hub=hub, name=name, defaults={"province": province})
    for code, (name, role) in AGENCIES.items():
        agencies.get_or_create(hub=hub, code=code, defaults={"name": name, "role": role})
    return hub
