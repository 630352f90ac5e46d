"""Ports for servers that are killed and started again at the same address."""
import pathlib
import random
import socket


def lasting_port():
    """A free one of this machine's, and none that the system gives to whoever asks for any: it is still free after a kill."""
    first, last = map(int, pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split())
    while True:
        port = random.SystemRandom().choice(range(first - 12_000, first) if first > 16_000 else range(first, last))
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
