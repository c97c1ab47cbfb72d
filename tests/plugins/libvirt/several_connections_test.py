#!/usr/bin/env python3
"""Guests of a real libvirtd that are asked for over several connections, and connections that come to nothing: the answer is the same.

usage: several_connections_test.py HVCOMPAT PRIVATE_LIBVIRTD_SH
"""
import concurrent.futures
import threading

import daemon_test
from socket_proxy import Proxy, Slow

GUESTS = 80
FEWEST = 2  # connections: one that asks, and one that looks who listens
LISTED = b"vm-0"  # stands in lists and in descriptions; a connection's first answer with it is its list


class Far(Slow):
    """Opened at once, and so slow in all else that further connections pay."""

    DELAY, AT_ONCE = 0.015, 10


class FirstOnly(Far):
    def takes(self, connection):
        return True if connection < FEWEST else None


class FurtherHangAtOpening(Far):
    def takes(self, connection):
        return connection < FEWEST


class FurtherHangAtListing(Far):
    def passes(self, connection, answer):
        if connection >= FEWEST and LISTED in answer:
            threading.Event().wait()
        return super().passes(connection, answer)


class FurtherHangAtAGuest(Far):
    def passes(self, connection, answer):
        if connection >= FEWEST and b"<domain" in answer:
            threading.Event().wait()
        return super().passes(connection, answer)


class FurtherLost(Far):
    """Each of the others is cut when it has answered a while."""

    MOST = 0

    def passes(self, connection, answer):
        return super().passes(connection, answer) and (connection < FEWEST or self.answers[connection] <= self.MOST)


class FurtherLeadElsewhere(Far):
    ELSEWHERE = ""

    def server_of(self, connection):
        return self.server if connection < FEWEST else self.ELSEWHERE


class GuestsAwayAtListing(Far):
    """Guests that the first one has seen are undefined while the next one lists, and defined again before it asks for any."""

    AWAY = range(51, GUESTS, 2)
    DAEMON = None

    def __init__(self, *given):
        self.is_quiet, self.has_listed = threading.Event(), False
        self.is_quiet.set()
        super().__init__(*given)

    def takes(self, connection):
        if connection == FEWEST:
            self.is_quiet.clear()
        return True

    def passes(self, connection, answer):
        if connection < FEWEST:
            self.is_quiet.wait()
        elif connection == FEWEST and self.answers[connection] == 1:
            self.DAEMON.undefine(self.AWAY)
        elif connection == FEWEST and LISTED in answer and not self.has_listed:
            self.has_listed = True
            self.DAEMON.define(self.AWAY)
            self.is_quiet.set()
        return super().passes(connection, answer)


def told(records):
    """Without the times of the run."""
    return [{name: value for name, value in record.items() if name not in ("started", "finished", "duration_ms")} for record in records
            if record["record"] in ("host", "guest", "error")]


class SeveralConnections(daemon_test.DaemonTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.start_daemon("e", GUESTS // 2)
        cls.whole_elsewhere = cls.read_over_one(cls.elsewhere, GUESTS // 2)
        # A guest is taken over after 40 seconds: the other tests run meanwhile.
        threads = concurrent.futures.ThreadPoolExecutor()
        cls.addClassCleanup(threads.shutdown)
        cls.hanging = threads.submit(cls.elsewhere.collect, FurtherHangAtAGuest, deadline=150)
        cls.daemon = cls.start_daemon("d", GUESTS)
        cls.whole = cls.read_over_one(cls.daemon, GUESTS)

    @classmethod
    def read_over_one(cls, daemon, guests):
        code, records, proxy = daemon.collect(Proxy, {"connections": 1})
        assert code == 0 and proxy.connections == FEWEST, (code, proxy.connections)
        assert [record["facts"]["guest.snapshot.count"] for record in records if record["record"] == "guest"] == [1, 0] * (guests // 2)
        return told(records)

    def expect_same(self, kind, options=None, arguments=()):
        code, records, proxy = self.daemon.collect(kind, options, arguments)
        self.assertEqual(code, 0)
        self.assertEqual(told(records), self.whole)
        return proxy

    def test_a_slow_host_is_asked_over_several(self):
        self.assertGreater(self.expect_same(Far).connections, FEWEST)

    def test_no_more_than_are_allowed(self):
        self.assertEqual(self.expect_same(Far, {"connections": 1}).connections, FEWEST)

    def test_none_with_agents(self):
        code, records, proxy = self.daemon.collect(Far, {"agent": True})
        self.assertEqual((code, len(told(records))), (0, GUESTS + 1))
        self.assertEqual(proxy.connections, FEWEST + 1, "one more to write")

    def test_further_ones_are_refused(self):
        self.assertEqual(self.expect_same(FirstOnly).connections, FEWEST + 1, "where one is refused, no other is tried")

    def test_further_ones_hang_at_opening(self):
        self.assertEqual(self.expect_same(FurtherHangAtOpening).connections, FEWEST + 1)

    def test_further_ones_hang_at_listing(self):
        for arguments in ((), ("--in-process",)):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.expect_same(FurtherHangAtListing, arguments=arguments).connections, FEWEST + 1)

    def test_further_ones_are_lost_wherever_they_are(self):
        for most in range(22, 28):
            with self.subTest(most=most):
                proxy = self.expect_same(type("Cut", (FurtherLost,), {"MOST": most}))
                self.assertEqual(max(proxy.answers[FEWEST:]), most + 1, "one was lost in the middle")

    def test_further_ones_lead_to_another_host(self):
        kind = type("Elsewhere", (FurtherLeadElsewhere,), {"ELSEWHERE": self.elsewhere.socket})
        self.assertEqual(self.expect_same(kind).connections, FEWEST + 1)

    def test_guests_that_a_further_one_does_not_see(self):
        proxy = self.expect_same(type("Away", (GuestsAwayAtListing,), {"DAEMON": self.daemon}))
        self.assertTrue(proxy.has_listed)

    def test_the_guest_at_which_one_hangs_is_taken_over(self):
        code, records, proxy = self.hanging.result()
        self.assertGreater(proxy.connections, FEWEST)
        self.assertEqual(code, 0)
        self.assertEqual(told(records), self.whole_elsewhere)


if __name__ == "__main__":
    daemon_test.main()
