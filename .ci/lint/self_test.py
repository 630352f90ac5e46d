#!/usr/bin/env python3
"""The lints can fail: each finds every bad sample, and nothing in the good ones."""
import unittest

import coroutines
import includes
import machine_paths
import test_names

BAD_COROUTINES = {
    "aggregate": "awaitable<void> f() { auto x = Agg{co_await g()}; }",
    "aggregate argument": "awaitable<void> f() { co_await g(Agg{1, 2}); }",
    "nameless braces": "awaitable<void> f() { co_await g({1, 2}); }",
    "conditional": "awaitable<int> f() { int x = c ? co_await a() : b; }",
    "twice": "awaitable<int> f() { co_return co_await a() + co_await b(); }",
    "twice in a condition": "awaitable<void> f() { if (co_await a() && co_await b()) { g(); } }",
    "capturing lambda": "awaitable<void> f() { co_await g([t] { h(t); }); }",
    "capturing lambda by reference": "awaitable<void> f() { co_await g([&](int a) { h(a); }, use_awaitable); }",
    "executor within a call": "awaitable<void> f() { co_spawn(co_await this_coro::executor, g(), detached); }",
    "executor's member": "awaitable<void> f() { auto& c = (co_await asio::this_coro::executor).context(); }",
    "executor in a constructor": "awaitable<void> f() { timer t(co_await asio::this_coro::executor); }",
    "within a lambda": "auto f = []() -> awaitable<void> { co_await g(Agg{}); };",
    "within a lambda's call": "void f() { co_spawn(e, [p]() -> awaitable<void> { co_await g(Agg{p}); }, detached); }",
    "over lines": "awaitable<void> f() {\n  co_await g(\n      Agg{1});\n}",
}
GOOD_COROUTINES = {
    "plain": "awaitable<void> f() { co_await g(); }",
    "binding": "awaitable<void> f() { auto [error, n] = co_await s.async_read_some(buffer(b), as_tuple(use_awaitable)); }",
    "executor alone": "awaitable<void> f() { auto executor = co_await asio::this_coro::executor; timer t(executor); }",
    "const executor": "awaitable<void> f() { const auto ex = co_await boost::asio::this_coro::executor; }",
    "in a condition": "awaitable<void> f() { if (co_await a()) { g(Agg{1}); } else { h([t] { t(); }); } }",
    "loop": "awaitable<void> f() { for (;;) { co_await a(); Agg x{1, 2}; } }",
    "for head": "awaitable<void> f() { for (int i = 0; i < 3; ++i) { co_await a(i); } }",
    "subscript": "awaitable<void> f() { co_await g(values[i]); x[i] = co_await h(b[k](1)); }",
    "other statements": "awaitable<void> f() { Agg x{1}; auto l = [x] { g(x); }; co_await h(x, l); int y = c ? 1 : 2; }",
    "lambda that is a coroutine": "void f() { auto run = [p]() -> awaitable<void> { co_await g(p); }; co_spawn(e, run, detached); }",
    "in a comment": "// Agg{co_await x()}\nawaitable<void> f() { g(\"c ? co_await a : b\"); co_return; }",
    "class": "class A : public B { awaitable<void> f() override { co_await g(); } int x_{0}; };",
    "constructor": "A::A(int x) : a_{x}, b_(x) { g(Agg{x}); }\nawaitable<void> A::f() const { co_await g(); }",
}
BAD_NAMES = ['TEST_CASE("a; b") {', 'TEST_CASE("a, b") {', 'TEST_CASE("lượt") {', 'TEST_CASE(name) {', 'TEST_CASE("a" "b") {',
             'TEST_CASE_FIXTURE(Fix, "a/b") {']
GOOD_NAMES = ['TEST_CASE("A number is unique - 17.00 UTC") {', 'TEST_CASE_FIXTURE(Fix, "a_b") {', 'TEST_CASE("a" * doctest::timeout(3)) {']
BAD_INCLUDES = [
    ("ticket-server/core/a.hpp", '#include "store/load.hpp"'),
    ("ticket-server/core/a.cpp", "#include <spdlog/spdlog.h>"),
    ("ticket-server/core/a.cpp", "#include <unordered_map>"),
    ("ticket-server/core/a.cpp", "auto now = std::chrono::system_clock::now();"),
    ("ticket-server/store/a.cpp", "#include <google/protobuf/message.h>"),
    ("ticket-server/net/a.cpp", '#include "luot/v1/push.pb.h"'),
    ("ticket-server/engine/a.cpp", "#include <sqlite3.h>"),
    ("ticket-server/net/session_fsm.hpp", "#include <boost/asio/ip/tcp.hpp>"),
    ("proto/wire/client_fsm.cpp", "auto t = std::chrono::steady_clock::now();"),
    ("counter-client/model/a.cpp", "#include <SDL2/SDL.h>"),
    ("printer-driver/escpos/a.cpp", "#include <unistd.h>"),
    ("display-board/led/ddp.cpp", "#include <boost/asio/ip/udp.hpp>"),
    ("counter-client/app/a.cpp", "#include <sys/socket.h>"),
]
GOOD_INCLUDES = [
    ("ticket-server/core/a.hpp", '#include "core/state.hpp"\n#include <boost/system/result.hpp>\n#include <map>'),
    ("ticket-server/map/a.cpp", '#include "luot/v1/push.pb.h"'),
    ("ticket-server/store/a.cpp", "#include <sqlite3.h>"),
    ("ticket-server/net/session_fsm.hpp", "#include <chrono>"),
    ("ticket-server/core/a.cpp", "// never system_clock\n"),
    ("display-board/led/udp_sender.cpp", "#include <boost/asio/ip/udp.hpp>"),
    ("counter-client/app/a.cpp", "#if defined(__linux__)\n#include <fcntl.h>\n#endif"),
]


class LintsCanFail(unittest.TestCase):
    def test_coroutines(self):
        for name, text in BAD_COROUTINES.items():
            with self.subTest(name):
                self.assertTrue(coroutines.findings("a.cpp", text), text)
        for name, text in GOOD_COROUTINES.items():
            with self.subTest(name):
                self.assertEqual(coroutines.findings("a.cpp", text), [], text)

    def test_test_names(self):
        for text in BAD_NAMES:
            with self.subTest(text):
                self.assertTrue(test_names.findings("a_test.cpp", text))
        for text in GOOD_NAMES:
            with self.subTest(text):
                self.assertEqual(test_names.findings("a_test.cpp", text), [])

    def test_includes(self):
        for name, text in BAD_INCLUDES:
            with self.subTest(name + ": " + text):
                self.assertTrue(includes.findings(name, text))
        for name, text in GOOD_INCLUDES:
            with self.subTest(name + ": " + text):
                self.assertEqual(includes.findings(name, text), [])

    def test_machine_paths(self):
        for folder in ("work", "root", "farm", "home"):
            self.assertTrue(machine_paths.findings("a.md", f"see /{folder}/somebody/x"))
        self.assertEqual(machine_paths.findings("a.md", "see /usr/share, ~/.local/share/luot and network/root/x"), [])


if __name__ == "__main__":
    unittest.main()
