"""A Pagefind bundle with the same bytes every time.

Pagefind writes the values of a filter in the order of a hash table that is seeded anew in each run. Here
they are put in order, and the files that name their hashes are written again. A filter is CBOR (RFC
8949), ``[name, [[value, [page, …]], …]]``; the metadata's fourth item lists ``[name, hash]`` of each; both
lie in gzip behind a signature (`pagefind_web/src/filter_index.rs`, `metadata.rs`, version 1.5).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import cbor2

from generator.publish.errors import BuildFailedError

ENTRY = "pagefind-entry.json"
_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3  # their place in the metadata


def steady(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A bundle with its filters, metadata and entry made again. BuildFailedError where they aren't as expected."""
    made = {path: data for path, data in files.items() if not path.startswith("filter/")}
    entry = json.loads(made.pop(ENTRY))
    for name, language in sorted(entry["languages"].items()):
        metadata = _read(made.pop(f"pagefind.{language['hash']}.pf_meta"))
        if len(metadata) <= _FILTERS or not all(len(each) == 2 for each in metadata[_FILTERS]):
            raise BuildFailedError("Pagefind's metadata has another form than that of version 1.5")
        listed = []
        for filter_name, old in sorted(metadata[_FILTERS]):
            found, values = _read(files[f"filter/{old}.pf_filter"])
            data = cbor2.dumps([found, sorted(values)])
            new = f"{name}_{sha256(data).hexdigest()[:7]}"
            made[f"filter/{new}.pf_filter"] = _written(data)
            listed.append([filter_name, new])
        metadata[_FILTERS] = listed
        data = cbor2.dumps(metadata)
        language["hash"] = f"{name}_{sha256(data).hexdigest()[:10]}"
        made[f"pagefind.{language['hash']}.pf_meta"] = _written(data)
    made[ENTRY] = json.dumps(entry, sort_keys=True).encode()
    return made


def _read(file: bytes) -> list[Any]:
    data = gzip.decompress(file)
    decoded = cbor2.loads(data[len(_SIGNATURE) :]) if data.startswith(_SIGNATURE) else None
    if not isinstance(decoded, list):
        raise BuildFailedError("a file of Pagefind's has another form than that of version 1.5")
    return decoded


def _written(data: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + data, mtime=0)
