"""What a server in a room knows of where it is: which addresses are local, which are its own, and what time it is."""

import fcntl
import ipaddress
import socket
import struct

from babel.localtime import get_localzone

_LOCAL_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
_SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface
_IPV6_ADDRESSES = "/proc/net/if_inet6"


def is_local(host: str) -> bool:
    """Whether `host` can only be reached from a local network: no public address, or a name no public DNS has.

    `host` is a name or an address, IPv6 with or without brackets.
    """
    host = host.strip("[]").rstrip(".").lower()
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS)


def as_host(host: str) -> str:
    """`host` as a `Host` header has it: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def names_of_this_machine() -> list[str]:
    """The host names and addresses by which a local network reaches this machine, as `Host` headers have them.

    Phones on the wifi and a projector on the cable come by different ones. Empty where the system does not say.
    """
    name = socket.gethostname().lower()
    names = [name, f"{name}.local"] if name and "." not in name else [name]
    addresses = [*_ipv4_addresses(), *_ipv6_addresses()]
    return [*filter(None, names), *(as_host(address) for address in addresses if is_local(address))]


def zone_of_this_machine() -> str:
    """The name of the time zone this machine is set to, e.g. "Europe/Paris"; "UTC" where it has none by name."""
    return (getattr(get_localzone(), "key", None) or "UTC").removeprefix("Etc/")


def _ipv4_addresses() -> list[str]:
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, interface in socket.if_nameindex():
            request = struct.pack("256s", interface.encode()[:15])
            try:
                reply = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, request)
            except OSError:  # an interface without an address, or another system
                continue
            found.append(socket.inet_ntoa(reply[20:24]))
    return found


def _ipv6_addresses() -> list[str]:
    try:
        with open(_IPV6_ADDRESSES, encoding="ascii") as lines:
            return [str(ipaddress.IPv6Address(int(line.split()[0], 16))) for line in lines]
    except OSError:
        return []
