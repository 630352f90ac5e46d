#!/usr/bin/env python3
"""Includes that include directories cannot forbid, because the system's headers are reachable from everywhere."""
import re

import sources

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
_STANDARD = re.compile(r"[a-z_0-9]+$")

_PROTOBUF = re.compile(r"google/|.*\.pb\.h$")
_SYSTEM = re.compile(r"(?:sys|netinet|arpa|linux)/|(?:unistd|fcntl|poll|pthread|dlfcn|termios|signal|windows)\.h$")
_IMPURE = re.compile(
    r"SDL|boost/(?:asio|beast)|(?:thread|mutex|atomic|fstream|filesystem|iostream|random|ctime|condition_variable|future)$|time\.h$|"
    r"(?:sys|netinet|arpa|linux)/|(?:unistd|fcntl|poll|pthread)\.h$")
_CLOCK = re.compile(r"\b(?:system_clock|steady_clock|high_resolution_clock|random_device|clock_gettime|gettimeofday|SDL_GetTicks\w*)\b")

_CLIENTS = ("counter-client/", "display-board/", "printer-driver/", "screen/", "proto/wire/")
_PURE = ("counter-client/model/", "display-board/model/", "display-board/led/", "display-board/voice/", "printer-driver/escpos/",
         "printer-driver/kiosk/touch/", "screen/words/catalogue")
_SENDERS = ("sender", "udp", "socket")  # what carries a LED board's bytes is I/O; encoders are pure


def _is_pure(name):
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if name.startswith("tests/"):
        return False
    if stem.endswith("_fsm"):
        return True
    return name.startswith(_PURE) and not stem.endswith(_SENDERS)


def findings(name, text):
    found = []
    code = sources.code_only(text)
    for match in _INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        bracket, header = match.groups()
        if not code[match.start():match.end()].strip().startswith("#"):
            continue  # inside a comment or a literal

        def forbid(why):
            found.append((line, f"{header}: {why}"))

        if name.startswith("ticket-server/core/"):
            own = bracket == '"' and header.startswith("core/")
            allowed = own or (bracket == "<" and (_STANDARD.match(header) or header.startswith("boost/system/")))
            if not allowed:
                forbid("the core stands on the standard library and boost::system alone")
            if header.startswith("unordered_"):
                forbid("nothing in the core depends on the order of an unordered container")
        if name.startswith(("ticket-server/store/", "ticket-server/engine/", "ticket-server/net/", "ticket-server/web/")):
            if _PROTOBUF.match(header):
                forbid("Protobuf is known to map/ and app/ alone")
        if name.startswith("ticket-server/") and not name.startswith("ticket-server/store/") and header == "sqlite3.h":
            forbid("SQL stays behind store/")
        guarded = re.match(r"[ \t]*#[ \t]*if", text[:match.start()].rstrip().rsplit("\n", 1)[-1])
        if name.startswith(_CLIENTS) and _SYSTEM.match(header) and not guarded:
            forbid("programs that run on clerks' PCs use nothing of one operating system beyond Asio and SDL, or only under its own #if")
        if _is_pure(name) and _IMPURE.match(header):
            forbid("this is pure: bytes and values in, bytes and values out")
    if name.startswith("ticket-server/core/") or _is_pure(name):
        for match in _CLOCK.finditer(code):
            found.append((code.count("\n", 0, match.start()) + 1, f"{match.group(0)}: no clock and no randomness here"))
    return found


if __name__ == "__main__":
    sources.report("includes", findings, sources.files(".cpp", ".hpp"))
