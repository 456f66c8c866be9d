"""What stands inside what was sent: base64, hexadecimal, quoted-printable, gzip, zip."""

from __future__ import annotations

import binascii
import gzip
import io
import quopri
import re
import zipfile
from base64 import b64decode

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){6,}")
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"


def unpacked(said: bytes) -> bytes:
    """`said`, and after it everything that is packed in it, one layer deep."""
    parts = [said, quopri.decodestring(said)]
    parts += [_from_base64(run) for run in BASE64.findall(said)]
    parts += [binascii.unhexlify(run) for run in HEX.findall(said)]
    if said.startswith(GZIP):
        parts.append(gzip.decompress(said))
    if said.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(said)) as archive:
            parts += [name.encode() + b"\n" + archive.read(name) for name in archive.namelist()]
    return b"\n".join(parts)


def _from_base64(run: bytes) -> bytes:
    bare = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return b64decode(bare + b"=" * (-len(bare) % 4))
    except binascii.Error:
        return b""
