"""Which endpoints are reached without the proxy of the environment."""

import ipaddress
from urllib.parse import urlsplit


def without_proxy(base_url: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address is reached without a proxy: loopback always, and what the user lists (host, .domain or network).

    Args:
        base_url: Address of an endpoint.
        hosts: Host names, domains with a leading dot, addresses or networks such as ``10.0.0.0/8``.
    """
    host = urlsplit(base_url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return any(host == name or (name.startswith(".") and host.endswith(name)) for name in hosts)
    return address.is_loopback or any(address in network for network in _networks(hosts))


def _networks(hosts: tuple[str, ...]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    networks = []
    for host in hosts:
        try:
            networks.append(ipaddress.ip_network(host, strict=False))
        except ValueError:
            continue
    return networks
