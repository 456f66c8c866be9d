"""Anchors are signed, the newest counts, a place cannot take another's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.audit.anchors import BucketAnchors, FolderAnchors, read, written
from ambito.audit.errors import BadAnchor
from ambito.audit.sealing import Head

heads = st.builds(Head, st.integers(1, 10**12), st.binary(min_size=32, max_size=32), st.integers(0, 10**12))


class Bucket:
    """The three calls that BucketAnchors makes, over a dict."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put_object(self, *, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803, ARG002 - boto3's names
        self.objects[Key] = Body

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, object]:  # noqa: N803, ARG002
        from io import BytesIO  # noqa: PLC0415 - only here

        return {"Body": BytesIO(self.objects[Key])}

    def get_paginator(self, name: str) -> Bucket:
        assert name == "list_objects_v2"
        return self

    def paginate(self, *, Bucket: str, Prefix: str) -> list[dict[str, object]]:  # noqa: N803, ARG002
        return [{"Contents": [{"Key": key} for key in self.objects if key.startswith(Prefix)]}, {}]


@given(heads)
def test_an_anchor_reads_back(head: Head) -> None:
    assert read("public", written("public", head)) == head


@given(heads, st.data())
def test_one_changed_character_is_refused(head: Head, data: st.DataObject) -> None:
    line = written("public", head)
    place = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(st.sampled_from("0123456789abcdef").filter(lambda char: char != line[place]))
    with pytest.raises((BadAnchor, ValueError)):
        read("public", line[:place] + other + line[place + 1 :])


def test_an_anchor_of_another_place_is_refused() -> None:
    with pytest.raises(BadAnchor):
        read("town", written("public", Head(1, b"x" * 32, 1)))


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_the_newest_anchor_counts(kind: str, tmp_path: Path) -> None:
    store = FolderAnchors(tmp_path) if kind == "folder" else BucketAnchors("b", "/anchors/", client=Bucket())
    assert store.last("public") is None
    for position in (3, 200):
        store.keep("public", Head(position, b"x" * 32, position))
    newest = store.last("public")
    assert newest is not None
    assert newest.position == 200
    assert store.last("elsewhere") is None
