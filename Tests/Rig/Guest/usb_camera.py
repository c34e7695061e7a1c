#!/usr/bin/env python3
"""A USB camera made in user space that has what the rig's own lacks: a shutter, and a long exposure
in the dark.

    python3 usb_camera.py CLIP.mjpeg CLIP.yuyv BLACK.jpeg [--refuse-raw]

raw-gadget on dummy_hcd is the USB device, so that the kernel's uvcvideo binds to it and makes
/dev/videoN. It shows the clips, 640x480, in MJPEG and YUYV at 30 and 15 frames a second. The camera
terminal has two controls of the USB Video Class: auto exposure priority, with which the rate falls to
a third in the dark, and privacy. Lines on standard input: "dark" and "light"; "close" and "open" for
the shutter, behind which all is black. What the host sets goes to standard output. With --refuse-raw the
camera does not commit itself to YUYV, as one does whose bus has no room for it. Ending it is an
unplug.

It needs the modules dummy_hcd, raw_gadget and uvcvideo. Numbers are those of the USB Video Class
specification, version 1.1.
"""

import argparse
import ctypes
import errno
import os
import pathlib
import signal
import struct
import sys
import threading
import time

WIDTH, HEIGHT, RATE = 640, 480, 30
RAW_SIZE = WIDTH * HEIGHT * 2
# In units of 100 ns.
INTERVALS = (10_000_000 // RATE, 2 * 10_000_000 // RATE)
MJPEG, YUYV = 1, 2
PAYLOAD = 65536
CAMERA_TERMINAL, OUTPUT_TERMINAL = 1, 2
AE_PRIORITY, PRIVACY = 3, 0x11
CONTROL_NAMES = {AE_PRIORITY: "exposure priority", PRIVACY: "privacy"}
PROBE, COMMIT = 1, 2
SET_CUR, GET_LEN, GET_INFO = 0x01, 0x85, 0x86


class RawGadget:
    """The calls of /dev/raw-gadget, <linux/usb/raw_gadget.h>."""

    CONTROL = 2
    ENDS_SHORT = 1
    library = ctypes.CDLL(None, use_errno=True)

    def __init__(self):
        self.file = os.open("/dev/raw-gadget", os.O_RDWR)
        high_speed = 3
        self._call(self._write(0, 257), struct.pack("128s128sB", b"dummy_udc", b"dummy_udc.0", high_speed))
        self._call(self._none(1))

    def event(self):
        """The next event: its kind and, for a control request, the request."""
        answer = self._call(self._number(2, 2, 8), struct.pack("II8x", 0, 8))
        return struct.unpack_from("I", answer)[0], answer[8:]

    def answer(self, data):
        self._call(self._write(3, 8), struct.pack("HHI", 0, 0, len(data)) + data)

    def take(self, length):
        return self._call(self._number(3, 4, 8), struct.pack("HHI", 0, 0, length) + bytes(length))[8:]

    def stall(self):
        self._call(self._none(12))

    def configure(self, endpoint):
        """Becomes a configured device with one endpoint; returns what calls know it by."""
        handle = self._ioctl(self._write(5, 9), endpoint.ljust(9, b"\0"))
        self._ioctl(self._write(10, 4), ctypes.c_ulong(250))
        self._call(self._none(9))
        return handle

    def send(self, endpoint, payload):
        # What is shorter than the greatest payload must end in a short packet.
        flags = self.ENDS_SHORT if len(payload) < PAYLOAD else 0
        self._call(self._write(7, 8), struct.pack("HHI", endpoint, flags, len(payload)) + payload)

    def _call(self, number, argument=b""):
        """What the call leaves of its argument."""
        buffer = ctypes.create_string_buffer(argument, len(argument))
        self._ioctl(number, buffer if argument else 0)
        return buffer.raw

    def _ioctl(self, number, argument):
        # Not fcntl.ioctl: it holds other threads up while a long argument is on its way.
        result = self.library.ioctl(self.file, ctypes.c_ulong(number), argument)
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return result

    @staticmethod
    def _number(direction, number, size):
        return direction << 30 | size << 16 | ord("U") << 8 | number

    def _write(self, number, size):
        return self._number(1, number, size)

    def _none(self, number):
        return self._number(0, number, 0)


def descriptor(*fields):
    """A descriptor with its length before it; fields are bytes, or numbers of one byte."""
    body = b"".join(field if isinstance(field, bytes) else bytes([field]) for field in fields)
    return bytes([len(body) + 1]) + body


def word(number):
    return struct.pack("<H", number)


def long(number):
    return struct.pack("<I", number)


DEVICE = descriptor(1, word(0x200), 0xEF, 2, 1, 64, word(0x1209), word(1), word(0x100), 1, 2, 3, 1)
STRINGS = ("", "Rig", "Rig shutter camera", "0002")
BULK_INPUT = descriptor(5, 0x81, 2, word(512), 0)
YUY2 = b"YUY2\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71"


def frame(subtype, size):
    rates = [RAW_SIZE * 8 * RATE // 2, RAW_SIZE * 8 * RATE]
    return descriptor(
        0x24, subtype, 1, 0, word(WIDTH), word(HEIGHT), *map(long, rates), long(size),
        long(INTERVALS[0]), len(INTERVALS), *map(long, INTERVALS))


def configuration():
    has = 1 << (AE_PRIORITY - 1) | 1 << 18
    units = (
        descriptor(0x24, 2, CAMERA_TERMINAL, word(0x201), 0, 0, bytes(6), 3, has.to_bytes(3, "little"))
        + descriptor(0x24, 3, OUTPUT_TERMINAL, word(0x101), 0, CAMERA_TERMINAL, 0))
    control = descriptor(0x24, 1, word(0x110), word(13 + len(units)), long(48_000_000), 1, 1) + units
    formats = (
        descriptor(0x24, 6, MJPEG, 1, 1, 1, bytes(4)) + frame(7, RAW_SIZE)
        + descriptor(0x24, 4, YUYV, 1, YUY2, 16, 1, bytes(4)) + frame(5, RAW_SIZE)
        + descriptor(0x24, 13, 1, 1, 4))
    stream = descriptor(
        0x24, 1, 2, word(15 + len(formats)), 0x81, 0, OUTPUT_TERMINAL, 0, 0, 0, 1, bytes(2)) + formats
    body = (
        descriptor(11, 0, 2, 0x0E, 3, 0, 2)
        + descriptor(4, 0, 0, 0, 0x0E, 1, 0, 2) + control
        + descriptor(4, 1, 0, 1, 0x0E, 2, 0, 0) + stream + BULK_INPUT)
    return descriptor(2, word(9 + len(body)), 2, 1, 0, 0x80, 250) + body


def frames_of_mjpeg(data):
    starts = []
    at = data.find(b"\xFF\xD8\xFF")
    while at >= 0:
        starts.append(at)
        at = data.find(b"\xFF\xD8\xFF", at + 2)
    return [data[start:end] for start, end in zip(starts, starts[1:] + [len(data)])]


class Camera:
    def __init__(self, options):
        self.refuses_raw = options.refuse_raw
        raw = options.yuyv.read_bytes()
        self.clips = {
            MJPEG: frames_of_mjpeg(options.mjpeg.read_bytes()),
            YUYV: [raw[at:at + RAW_SIZE] for at in range(0, len(raw), RAW_SIZE)],
        }
        self.black = {YUYV: b"\x10\x80" * (RAW_SIZE // 2), MJPEG: options.black.read_bytes()}
        self.is_dark = False
        self.controls = {AE_PRIORITY: 1, PRIVACY: 0}
        self.settled = self.settle(bytes(34))
        self.committed = None
        self.endpoint = None
        self.gadget = RawGadget()
        self.streamer = threading.Thread(target=self.stream, daemon=True)

    # Requests

    def settle(self, wish):
        """The streaming parameters nearest to what the host would like."""
        form = YUYV if wish[2] == YUYV else MJPEG
        interval = struct.unpack_from("<I", wish, 4)[0]
        if interval != INTERVALS[1]:
            interval = INTERVALS[0]
        return struct.pack(
            "<HBBIHHHHHIIIBBBB", 1, form, 1, interval, 0, 0, 0, 0, 0, RAW_SIZE, PAYLOAD, 48_000_000,
            3, 0, 1, 1)

    def serve(self):
        self.streamer.start()
        while True:
            kind, request = self.gadget.event()
            if kind != RawGadget.CONTROL:
                continue
            request_type, number, value, index, length = struct.unpack("<BBHHH", request)
            is_class_request = request_type & 0x60 == 0x20
            handle = self.class_request if is_class_request else self.standard_request
            answer = handle(number, value, index, length)
            if answer is None:
                self.gadget.stall()
            elif request_type & 0x80:
                self.gadget.answer(answer[:length])

    def standard_request(self, number, value, index, length):
        """The data to answer with; None where it is refused."""
        if number == 6:
            return self.description(value >> 8, value & 255)
        if number == 9:
            self.endpoint = self.gadget.configure(BULK_INPUT)
        if number in (9, 11):
            return self.gadget.take(0)
        return b"\0" if number == 10 else None

    def description(self, kind, index):
        if kind == 1:
            return DEVICE
        if kind == 2:
            return configuration()
        if kind == 3 and index < len(STRINGS):
            return descriptor(3, STRINGS[index].encode("utf-16-le") if index else word(0x0409))
        return None

    def class_request(self, number, value, index, length):
        selector, unit = value >> 8, index >> 8
        if index & 255 == 1 and selector in (PROBE, COMMIT):
            return self.streaming_request(number, selector, length)
        if unit == CAMERA_TERMINAL and selector in self.controls:
            return self.control_request(number, selector, length)
        return None

    def streaming_request(self, number, selector, length):
        if number == GET_LEN:
            return word(len(self.settled))
        if number == GET_INFO:
            return b"\3"
        if number != SET_CUR:
            return self.settled
        if selector == COMMIT and self.refuses_raw and self.settled[2] == YUYV:
            return None
        self.settled = self.settle(self.gadget.take(length))
        if selector == COMMIT:
            self.committed = self.settled
            # It may wait for a host that no longer takes what it sends.
            signal.pthread_kill(self.streamer.ident, signal.SIGUSR1)
        return b""

    def control_request(self, number, selector, length):
        if number == GET_INFO:
            # The host may read and set it; or read it, and must, as it changes by itself.
            return b"\3" if selector == AE_PRIORITY else b"\x09"
        if number != SET_CUR:
            return bytes([self.controls[selector]])
        self.controls[selector] = self.gadget.take(length)[0]
        print(CONTROL_NAMES[selector], "is", self.controls[selector], flush=True)
        return b""

    # Frames

    def stream(self):
        count = 0
        due = time.monotonic()
        while True:
            settings = self.committed
            if settings is None or self.endpoint is None:
                time.sleep(0.01)
                due = time.monotonic()
                continue
            form, interval = settings[2], struct.unpack_from("<I", settings, 4)[0]
            is_slow = self.is_dark and self.controls[AE_PRIORITY]
            due = max(due + interval * 1e-7 * (3 if is_slow else 1), time.monotonic() - 1)
            time.sleep(max(0, due - time.monotonic()))
            clip = self.clips[form]
            picture = self.black[form] if self.controls[PRIVACY] else clip[count % len(clip)]
            self.send(picture, count & 1, settings)
            count += 1

    def send(self, picture, parity, settings):
        room = PAYLOAD - 2
        for at in range(0, len(picture), room):
            if self.committed is not settings:
                return
            is_last = at + room >= len(picture)
            header = bytes([2, 0x80 | parity | (2 if is_last else 0)])
            try:
                self.gadget.send(self.endpoint, header + picture[at:at + room])
            except OSError as error:
                if error.errno == errno.EINTR:
                    return
                # Nobody is there any more: the host has gone.
                os._exit(1)


def obey(camera):
    for line in sys.stdin:
        command = line.strip()
        if command in ("dark", "light"):
            camera.is_dark = command == "dark"
        elif command in ("close", "open"):
            camera.controls[PRIVACY] = int(command == "close")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mjpeg", type=pathlib.Path)
    parser.add_argument("yuyv", type=pathlib.Path)
    parser.add_argument("black", type=pathlib.Path)
    parser.add_argument("--refuse-raw", action="store_true")
    signal.signal(signal.SIGUSR1, lambda number, frame: None)
    camera = Camera(parser.parse_args())
    threading.Thread(target=obey, args=(camera,), daemon=True).start()
    camera.serve()


if __name__ == "__main__":
    main()
