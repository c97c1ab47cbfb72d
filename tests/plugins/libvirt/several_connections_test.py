#!/usr/bin/env python3
"""Guests of a real libvirtd that are asked for over several connections, and connections that come to nothing: the answer is the same.

usage: several_connections_test.py HVCOMPAT PRIVATE_LIBVIRTD_SH
"""
import daemon_test
from socket_proxy import Proxy, Slow

GUESTS = 120
FEWEST = 2  # connections: one that asks, and one that looks who listens


class FirstOnly(Slow):
    def takes(self, connection):
        return True if connection < FEWEST else None


class FurtherHang(Slow):
    def takes(self, connection):
        return connection < FEWEST


class FurtherLost(Slow):
    """Each of the others is cut when it has answered a while."""

    def __init__(self, *given):
        self.answers = {}
        super().__init__(*given)

    def passes(self, connection, answer):
        self.answers[connection] = self.answers.get(connection, 0) + 1
        return super().passes(connection, answer) and (connection < FEWEST or self.answers[connection] < 30)


def told(records):
    """Without the times of the run."""
    return [{name: value for name, value in record.items() if name not in ("started", "finished", "duration_ms")} for record in records
            if record["record"] in ("host", "guest", "error")]


class SeveralConnections(daemon_test.DaemonTest):
    GUESTS = GUESTS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        code, cls.whole, proxy = cls.collect(Proxy, "whole", {"connections": 1})
        assert code == 0 and proxy.connections == FEWEST, (code, proxy.connections)
        assert len(told(cls.whole)) == GUESTS + 1

    def expect_same(self, kind, options=None):
        code, records, proxy = self.collect(kind, kind.__name__ + str(len(options or {})), options)
        self.assertEqual(code, 0)
        self.assertEqual(told(records), told(self.whole))
        return proxy

    def test_a_slow_host_is_asked_over_several(self):
        self.assertGreater(self.expect_same(Slow).connections, FEWEST)

    def test_no_more_than_are_allowed(self):
        self.assertEqual(self.expect_same(Slow, {"connections": 1}).connections, FEWEST)

    def test_further_ones_are_refused(self):
        self.assertEqual(self.expect_same(FirstOnly).connections, FEWEST + 1, "where one is refused, no other is tried")

    def test_further_ones_hang(self):
        self.assertEqual(self.expect_same(FurtherHang).connections, FEWEST + 1)

    def test_further_ones_are_lost(self):
        answers = self.expect_same(FurtherLost).answers
        self.assertEqual(max(answers[connection] for connection in answers if connection >= FEWEST), 30, "one was lost in the middle")


if __name__ == "__main__":
    daemon_test.main()
