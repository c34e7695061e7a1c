#!/usr/bin/env python3
"""Makes the pictures of this folder. Versions it ran with: see versions.txt, which it writes.

Lossless pictures hold 24x16 pixels by a formula that the tests know too:
gray level (7 x + 11 y) mod 256; red 10 x, green 15 y, blue (x y) mod 256; alpha 255 - 10 y.
Lossy ones hold the smooth picture red 10 x, green 15 y, blue 255 - 10 x.
"""

import io
import pathlib
import struct
import sys
import zlib

import PIL
from PIL import Image, ImageOps, features

HERE = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 24, 16
SIZE = (WIDTH, HEIGHT)
POSITIONS = [(x, y) for y in range(HEIGHT) for x in range(WIDTH)]


def image(mode, pixel):
    result = Image.new(mode, SIZE)
    result.putdata([pixel(x, y) for x, y in POSITIONS])
    return result


def level(x, y):
    return (7 * x + 11 * y) % 256


def color(x, y):
    return (10 * x, 15 * y, x * y % 256)


def chunk(name, content):
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def png(color_type, depth, rows, extra=b"", interlaced=0, size=SIZE):
    """A PNG by hand, for what Pillow does not write. `rows` include their filter bytes."""
    header = struct.pack(">IIBBBBB", *size, depth, color_type, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + chunk(b"IEND", b"")
    )


def saved(picture, **options):
    file = io.BytesIO()
    picture.save(file, **options)
    return file.getvalue()


def write(name, content):
    (HERE / name).write_bytes(content)


def exif(orientation, big_endian=False):
    order = ">" if big_endian else "<"
    tiff = (b"MM" if big_endian else b"II") + struct.pack(order + "HI", 42, 8)
    tiff += struct.pack(order + "H", 2)
    tiff += struct.pack(order + "HHII", 0x0100, 4, 1, WIDTH)
    tiff += struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return tiff + struct.pack(order + "I", 0)


gray = image("L", level)
rgb = image("RGB", color)
smooth = image("RGB", lambda x, y: (10 * x, 15 * y, 255 - 10 * x))
smooth_gray = image("L", lambda x, y: 10 * x)

# PNG
write("gray.png", saved(gray, format="PNG"))
gray_rows = [bytes([0] + [level(x, y) for x in range(WIDTH)]) for y in range(HEIGHT)]
profile = chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(
    b"cHRM", struct.pack(">8I", 31270, 32900, 70000, 30000, 20000, 70000, 15000, 5000)
)
write("gray-gamma.png", png(0, 8, gray_rows, extra=profile))
write(
    "rgb-gamma.png",
    png(2, 8, [bytes([0]) + bytes(v for x in range(WIDTH) for v in color(x, y)) for y in range(HEIGHT)], extra=profile),
)
write(
    "gray-1bit.png",
    png(0, 1, [bytes([0] + [sum(((level(x + i, y) >> 7) << (7 - i)) for i in range(8)) for x in range(0, WIDTH, 8)]) for y in range(HEIGHT)]),
)
write(
    "gray-4bit.png",
    png(0, 4, [bytes([0] + [(level(x, y) >> 4) << 4 | level(x + 1, y) >> 4 for x in range(0, WIDTH, 2)]) for y in range(HEIGHT)]),
)
write(
    "gray-16bit.png",
    png(0, 16, [bytes([0]) + b"".join(struct.pack(">H", level(x, y) * 257) for x in range(WIDTH)) for y in range(HEIGHT)]),
)
write(
    "rgb-16bit.png",
    png(2, 16, [bytes([0]) + b"".join(struct.pack(">H", v * 257) for x in range(WIDTH) for v in color(x, y)) for y in range(HEIGHT)]),
)
adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
write(
    "gray-interlaced.png",
    png(
        0, 8,
        [bytes([0] + [level(x, y) for x in range(x0, WIDTH, dx)]) for x0, y0, dx, dy in adam7 for y in range(y0, HEIGHT, dy)],
        interlaced=1,
    ),
)
write("gray-alpha.png", saved(image("LA", lambda x, y: (level(x, y), 255 - 10 * y)), format="PNG"))
write("rgb.png", saved(rgb, format="PNG"))
write("rgba.png", saved(image("RGBA", lambda x, y: color(x, y) + (255 - 10 * y,)), format="PNG"))
palette = Image.new("P", SIZE)
palette.putpalette([v for index in range(WIDTH) for v in (10 * index, 0, 255 - 10 * index)])
palette.putdata([x for x, _ in POSITIONS])
write("palette.png", saved(palette, format="PNG"))
write("palette-alpha.png", saved(palette, format="PNG", transparency=bytes([0] * 12 + [255] * 12)))
huge = struct.pack(">IIBBBBB", 20000, 5001, 8, 0, 0, 0, 0)
write("huge.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", huge) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b""))

# JPEG
write("gray.jpg", saved(smooth_gray, format="JPEG", quality=98))
write("rgb.jpg", saved(smooth, format="JPEG", quality=98, subsampling=0))
write("rgb-420.jpg", saved(smooth, format="JPEG", quality=98, subsampling=2))
write("progressive.jpg", saved(smooth, format="JPEG", quality=98, progressive=True))
inks = Image.merge("CMYK", [*(band.point(lambda v: 255 - v) for band in smooth.split()), Image.new("L", SIZE, 55)])
write("cmyk.jpg", saved(inks, format="JPEG", quality=98))
# YCCK: inks as YCbCr, black inverted. Pillow writes planes inverted and says "CMYK" in Adobe's
# marker; the planes are prepared for that and the marker's last byte changed to 2.
ycc = smooth.point(lambda v: 255 - v).convert("YCbCr").split()
planes = Image.merge("CMYK", [*(band.point(lambda v: 255 - v) for band in ycc), Image.new("L", SIZE, 55)])
ycck = bytearray(saved(planes, format="JPEG", quality=98))
ycck[ycck.index(b"Adobe") + 11] = 2
write("ycck.jpg", ycck)
for name in ["cmyk.jpg", "ycck.jpg"]:
    light = Image.open(HERE / name).convert("RGB").tobytes()
    assert all(abs(a - b * 200 / 255) < 12 for a, b in zip(light, smooth.tobytes())), name
large = bytearray(saved(smooth_gray, format="JPEG"))
frame = large.index(b"\xff\xc0")
large[frame + 5 : frame + 9] = struct.pack(">HH", 60000, 60000)
write("huge.jpg", large)

# WebP
write("lossless.webp", saved(rgb, format="WEBP", lossless=True))
write("lossy.webp", saved(smooth, format="WEBP", quality=100))
write("alpha.webp", saved(image("RGBA", lambda x, y: color(x, y) + (255 - 10 * y,)), format="WEBP", lossless=True, exact=True))
write("animated.webp", saved(rgb, format="WEBP", save_all=True, append_images=[smooth], lossless=True))

# Orientation: each file, read rightly, is the same upright picture.
inverse = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
for orientation, operation in inverse.items():
    for extension, upright in [("png", rgb), ("webp", rgb), ("jpg", smooth)]:
        stored = upright.transpose(operation) if operation is not None else upright
        block = exif(orientation, big_endian=orientation % 2 == 0)
        options = {
            "png": {"format": "PNG", "exif": block},
            "webp": {"format": "WEBP", "exif": block, "lossless": True},
            "jpg": {"format": "JPEG", "exif": b"Exif\0\0" + block, "quality": 98, "subsampling": 0},
        }[extension]
        content = saved(stored, **options)
        turned = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
        assert turned.size == SIZE and (extension == "jpg" or turned.tobytes() == rgb.tobytes())
        write(f"orientation-{orientation}.{extension}", content)

write(
    "versions.txt",
    f"Python {sys.version.split()[0]}\nPillow {PIL.__version__}\n"
    f"libjpeg-turbo {features.version('libjpeg_turbo')}\nlibwebp {features.version('webp')}\n".encode(),
)
