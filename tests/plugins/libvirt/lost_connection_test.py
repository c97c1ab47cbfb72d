#!/usr/bin/env python3
"""Connections to a real libvirtd that are lost at random points of a scan: the guests that were read are kept, and the rest is said to
be missing, with exit code 4.

usage: lost_connection_test.py HVCOMPAT PRIVATE_LIBVIRTD_SH
"""
import random

import daemon_test
import socket_proxy

GUESTS = 40
FEWEST = 2  # connections: one that asks, and one that looks who listens


def cut_after(most):
    """After so many bytes of answers every connection is cut. Far enough away for several connections."""

    class CuttingProxy(socket_proxy.Slow):
        DELAY, AT_ONCE = 0.02, 10
        carried = 0

        def passes(self, connection, answer):
            super().passes(connection, answer)
            with self.lock:
                self.carried += len(answer)
                if self.carried <= most:
                    return True
            self.cut()
            return False

    return CuttingProxy


class LostConnection(daemon_test.DaemonTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.daemon = cls.start_daemon("d", GUESTS)

    def read_whole(self, options):
        """Its guests by id, and the bytes of all answers."""
        code, records, proxy = self.daemon.collect(cut_after(1 << 40), options)
        self.assertEqual(code, 0)
        guests = {record["id"]: record for record in records if record["record"] == "guest"}
        self.assertEqual(len(guests), GUESTS)
        return guests, proxy.carried

    def expect_cut(self, most, options, whole):
        """How many guests were read, over how many connections."""
        code, records, proxy = self.daemon.collect(cut_after(most), options)
        self.assertEqual(code, 4)
        self.assertIs(records[-1].get("complete"), False)
        errors = [record for record in records if record["record"] == "error"]
        self.assertEqual([error["scope"] for error in errors], ["target"])
        guests = [record for record in records if record["record"] == "guest"]
        self.assertLess(len(guests), GUESTS)
        for guest in guests:
            self.assertEqual(guest["facts"], whole[guest["id"]]["facts"], "a guest that was read is as it is")
        if guests:
            self.assertIn(f"after {len(guests)} of {GUESTS} guests", errors[0]["text"])
        return len(guests), proxy.connections

    def test_at_random_points(self):
        seeded, runs = random.Random(20261126), []
        # With further connections it is this and more, so that every point lies before the end. The end of a connection is no part
        # of the scan.
        whole, carried = self.read_whole({"connections": 1})
        for point in range(16):
            with self.subTest(point=point):
                options = {"connections": 1 + point % 4}
                runs.append(self.expect_cut(seeded.randrange(carried - 200), options, whole))
        self.assertTrue(any(guests > 0 and connections == FEWEST for guests, connections in runs), runs)
        self.assertTrue(any(guests > 0 and connections > FEWEST for guests, connections in runs), runs)


if __name__ == "__main__":
    daemon_test.main()
