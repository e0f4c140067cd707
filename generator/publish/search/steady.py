"""A Pagefind bundle with the same bytes every time.

Pagefind writes the values of a filter in the order of a hash table that is seeded anew in each run. Here
they are put in order, and the files that name their hashes are written again. A filter is CBOR (RFC
8949), ``[name, [[value, [page, …]], …]]``; the metadata's fourth item lists ``[name, hash]`` of each; both
lie in gzip behind a signature (`pagefind_web/src/filter_index.rs`, `metadata.rs`, version 1.5).
"""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import cbor2

from generator.publish.errors import BuildFailedError

_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3  # their place in the metadata


def steady(bundle: Path) -> None:
    """Rewrite the filters, the metadata and the entry of a bundle. BuildFailedError where they aren't as expected."""
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_bytes())
    for name, language in sorted(entry["languages"].items()):
        language["hash"] = _metadata(bundle, language["hash"], name)
    entry_file.write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")


def _metadata(bundle: Path, old: str, language: str) -> str:
    path = bundle / f"pagefind.{old}.pf_meta"
    metadata = _read(path)
    if len(metadata) <= _FILTERS or not all(len(each) == 2 for each in metadata[_FILTERS]):
        raise BuildFailedError("Pagefind's metadata has another form than that of version 1.5")
    metadata[_FILTERS] = sorted([name, _filter(bundle, hash_, language)] for name, hash_ in metadata[_FILTERS])
    data = cbor2.dumps(metadata)
    new = f"{language}_{sha256(data).hexdigest()[:10]}"
    _write(bundle / f"pagefind.{new}.pf_meta", data)
    if new != old:
        path.unlink()
    return new


def _filter(bundle: Path, old: str, language: str) -> str:
    path = bundle / "filter" / f"{old}.pf_filter"
    name, values = _read(path)
    data = cbor2.dumps([name, sorted(values)])
    new = f"{language}_{sha256(data).hexdigest()[:7]}"
    _write(path.with_name(f"{new}.pf_filter"), data)
    if new != old:
        path.unlink()
    return new


def _read(path: Path) -> list[Any]:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise BuildFailedError(f"{path.name} does not begin as files of Pagefind 1.5 do")
    decoded = cbor2.loads(data[len(_SIGNATURE) :])
    if not isinstance(decoded, list):
        raise BuildFailedError(f"{path.name} has another form than that of Pagefind 1.5")
    return decoded


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(_SIGNATURE + data, mtime=0))
