"""No network: every socket connection that is not to this machine itself raises.

Python imports a module of this name at start when its folder is on ``PYTHONPATH``; so the block holds in the processes
that a test starts, too.
"""

import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any


class NetworkBlocked(RuntimeError):
    """A test tried to reach the network."""


def is_local(address: object) -> bool:
    """Tell whether an address is a Unix socket or on the loopback interface."""
    if isinstance(address, (str, bytes)):
        return True
    host = address[0] if isinstance(address, tuple) and address else None
    if host in ("", "localhost", None):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refused(address: object) -> NetworkBlocked:
    """Return the error; a program that would swallow it has its attempt noted in the file ``NETWORK_LOG`` names."""
    said = f"no network in the test suite: {address!r}"
    if log := os.environ.get("NETWORK_LOG"):
        with open(log, "a", encoding="utf-8") as file:
            file.write(said + "\n")
    return NetworkBlocked(said)


def _guarded(call: Callable[..., Any]) -> Callable[..., Any]:
    def guard(self: socket.socket, *args: Any) -> Any:
        if not is_local(args[-1]):
            raise _refused(args[-1])
        return call(self, *args)

    return guard


def _guarded_lookup(call: Callable[..., Any]) -> Callable[..., Any]:
    def guard(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_local((host,)):
            raise _refused(host)
        return call(host, *args, **kwargs)

    return guard


def block() -> None:
    """Block connections, datagrams and name look-ups; a second call changes nothing."""
    if getattr(socket, "_network_blocked", False):
        return
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        setattr(socket, name, _guarded_lookup(getattr(socket, name)))
    socket._network_blocked = True  # type: ignore[attr-defined]


block()
