from marketplace.hubs.models.agency import Agency
from marketplace.hubs.models.district import District
from marketplace.hubs.models.hub import Hub

__all__ = ["Agency", "District", "Hub"]
