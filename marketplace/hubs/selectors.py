from marketplace.hubs.models import Hub

_hubs: dict[str | int, Hub] = {}  # by host name, and by primary key


def hub_for_host(host: str) -> Hub:
    """The hub that answers to this host name; the first hub where none names it. Kept in the process: hubs change with a deployment."""
    host = host.partition(":")[0]
    if host not in _hubs:
        if len(_hubs) > 100:  # strangers may ask by any name where ALLOWED_HOSTS is wide
            forget_hubs()
        _hubs[host] = Hub.objects.filter(domain=host).first() or Hub.objects.order_by("pk").get(code="rw")
    return _hubs[host]


def hub_of(pk: int) -> Hub:
    """The hub of a row; kept in the process like those of hosts."""
    if pk not in _hubs:
        _hubs[pk] = Hub.objects.get(pk=pk)
    return _hubs[pk]


def forget_hubs() -> None:
    _hubs.clear()
