"""Pictures leave without what they say about where they were taken, and look the same."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from generator.publish.pictures.published import Picture, damaged, pictures_in
from generator.publish.pictures.stripping import BrokenPictureError

SECRET = b"51.5007N 0.1246W"
EXIF_DESCRIPTION, EXIF_ORIENTATION, GPS = 0x010E, 0x0112, 0x8825


def drawn() -> Image.Image:
    image = Image.new("RGB", (32, 16))
    for x in range(32):
        for y in range(16):
            image.putpixel((x, y), (x * 8, y * 16, (x * y) % 256))
    return image


def exif(orientation: int | None = None) -> Image.Exif:
    found = Image.Exif()
    found[EXIF_DESCRIPTION] = SECRET.decode()
    found.get_ifd(GPS)[1] = "N"
    if orientation:
        found[EXIF_ORIENTATION] = orientation
    return found


def saved(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    drawn().save(out, kind, **options)
    return out.getvalue()


def png_with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return saved("PNG", pnginfo=info, exif=exif())


def moving_gif() -> bytes:
    out = io.BytesIO()
    frames = [drawn().convert("P"), drawn().rotate(180).convert("P")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0, duration=50, comment=SECRET)
    return out.getvalue()


def moving_webp() -> bytes:
    out = io.BytesIO()
    drawn().save(out, "WEBP", save_all=True, append_images=[drawn().rotate(180)], exif=exif(), xmp=SECRET)
    return out.getvalue()


PICTURES = {
    "a.jpg": saved("JPEG", exif=exif(), comment=SECRET, xmp=SECRET) + SECRET,
    "b.jpeg": saved("JPEG", exif=exif(), progressive=True, quality=60),
    "c.png": png_with_text() + SECRET,
    "d.gif": moving_gif() + SECRET,
    "e.webp": saved("WEBP", exif=exif(), xmp=SECRET),
    "f.webp": moving_webp(),
    "g.webp": saved("WEBP", lossless=True),
    "h.avif": saved("AVIF", exif=exif(), xmp=SECRET),
    "I.JPG": saved("JPEG", exif=exif()),
}


def published(folder: Path, name: str, data: bytes) -> bytes:
    (folder / name).write_bytes(data)
    return Picture(folder / name).read()


def frames(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data)) as image:
        count = getattr(image, "n_frames", 1)
        found = []
        for number in range(count):
            image.seek(number)
            found.append(image.convert("RGBA").tobytes())
        return found


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_stays_and_what_it_says_goes(tmp_path: Path, name: str) -> None:
    data = PICTURES[name]
    after = published(tmp_path, name, data)
    assert SECRET not in after
    assert frames(after) == frames(data)
    with Image.open(io.BytesIO(after)) as image:
        assert not dict(image.getexif())
    assert published(tmp_path, name, after) == after


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stays_upright(tmp_path: Path, orientation: int) -> None:
    after = published(tmp_path, "a.jpg", saved("JPEG", exif=exif(orientation)))
    assert SECRET not in after
    with Image.open(io.BytesIO(after)) as image:
        assert dict(image.getexif()) == ({EXIF_ORIENTATION: orientation} if orientation > 1 else {})


def test_colours_and_transparency_stay(tmp_path: Path) -> None:
    profile = b"\0" * 36 + b"acsp" + b"\0" * 88
    for kind, name in (("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")):
        with Image.open(io.BytesIO(published(tmp_path, name, saved(kind, icc_profile=profile)))) as image:
            assert image.info["icc_profile"] == profile
    clear = io.BytesIO()
    Image.new("P", (4, 4)).save(clear, "PNG", transparency=0)
    with Image.open(io.BytesIO(published(tmp_path, "b.png", clear.getvalue()))) as image:
        assert image.info["transparency"] == 0


def test_a_drawing_is_published_as_it_is(tmp_path: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
    assert published(tmp_path, "a.svg", drawing) == drawing


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_cut_off_is_a_problem(tmp_path: Path, name: str) -> None:
    whole = PICTURES[name].removesuffix(SECRET)
    for length in (len(whole) // 2, len(whole) * 3 // 4, 30, 13, 3, 0):
        with pytest.raises(BrokenPictureError):
            published(tmp_path, name, whole[:length])


def test_every_byte_may_be_wrong(tmp_path: Path) -> None:
    for name, data in PICTURES.items():
        for place in range(0, min(len(data), 900), 7):
            torn = bytearray(data)
            torn[place] ^= 0xFF
            with suppress(BrokenPictureError):
                left = published(tmp_path, name, bytes(torn))
                # Of WebP and AVIF, a part whose length or place is wrong may take in what is another part's.
                assert SECRET not in left or name.endswith((".webp", ".avif")), (name, place)


def test_damaged_pictures_are_problems_with_their_paths(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "good.jpg").write_bytes(PICTURES["a.jpg"])
    (tmp_path / "sub" / "bad.jpg").write_bytes(PICTURES["a.jpg"][:200])
    found = list(damaged(tmp_path, "content/images", ("gone.png", "good.jpg", "sub/bad.jpg")))
    assert [(each.path, each.code) for each in found] == [
        ("content/images/gone.png", "unreadable-file"),
        ("content/images/sub/bad.jpg", "bad-picture"),
    ]


def test_pictures_are_published_below_images() -> None:
    assert dict(pictures_in(Path("c/images"), ("a/b.png",))) == {"images/a/b.png": Picture(Path("c/images/a/b.png"))}
