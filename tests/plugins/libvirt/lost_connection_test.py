#!/usr/bin/env python3
"""A connection to a real libvirtd that is lost at random points of a scan: the guests that were read are kept, and the rest is said to
be missing, with exit code 4.

usage: lost_connection_test.py HVCOMPAT PRIVATE_LIBVIRTD_SH
"""
import random

import daemon_test
import socket_proxy

GUESTS = 40


def cut_after(most):
    """After so many bytes of answers every connection is cut."""

    class CuttingProxy(socket_proxy.Proxy):
        carried = 0

        def passes(self, _connection, answer):
            with self.lock:
                self.carried += len(answer)
                if self.carried <= most:
                    return True
            self.cut()
            return False

    return CuttingProxy


class LostConnection(daemon_test.DaemonTest):
    GUESTS = GUESTS

    def test_at_random_points(self):
        code, records, proxy = self.collect(cut_after(1 << 40), "whole")
        self.assertEqual(code, 0)
        whole = {record["id"]: record for record in records if record["record"] == "guest"}
        self.assertEqual(len(whole), GUESTS)
        seeded, in_the_middle = random.Random(20261126), 0
        for point in range(12):
            with self.subTest(point=point):
                code, records, _ = self.collect(cut_after(seeded.randrange(proxy.carried)), f"cut-{point}", {"connections": 1 + point % 4})
                self.assertEqual(code, 4)
                self.assertIs(records[-1].get("complete"), False)
                errors = [record for record in records if record["record"] == "error"]
                self.assertEqual([error["scope"] for error in errors], ["target"])
                guests = {record["id"]: record for record in records if record["record"] == "guest"}
                self.assertLess(len(guests), GUESTS)
                for uuid, guest in guests.items():
                    self.assertEqual(guest["facts"], whole[uuid]["facts"], "a guest that was read is as it is")
                in_the_middle += 0 < len(guests)
                if guests:
                    self.assertIn(f"after {len(guests)} of {GUESTS} guests", errors[0]["text"])
        self.assertGreater(in_the_middle, 0)


if __name__ == "__main__":
    daemon_test.main()
