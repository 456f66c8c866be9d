"""Heads of chains kept outside the database: only they reveal that the end of a log was cut off.

`AMBITO_ANCHORS` is a folder, or `s3://bucket/prefix` (a bucket with object lock in production). An anchor is
signed with the deployment's secret, which the database does not hold.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import boto3
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from ambito.audit.errors import BadAnchor
from ambito.audit.sealing import Head


class AnchorStore(Protocol):
    """`place` is `public` or the role of a town."""

    def keep(self, place: str, head: Head) -> None: ...

    def last(self, place: str) -> Head | None: ...


class FolderAnchors:
    """One file per place, one line per anchor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, place: str, head: Head) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / place).open("a", encoding="utf-8") as file:
            file.write(written(place, head) + "\n")

    def last(self, place: str) -> Head | None:
        file = self.folder / place
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return read(place, lines[-1]) if lines else None


class BucketAnchors:
    """One object per anchor, named so that the newest sorts last."""

    def __init__(self, bucket: str, prefix: str, client: Any = None) -> None:
        self.bucket = bucket
        self.prefix = prefix.strip("/")
        self.client = client or boto3.client(
            "s3",
            endpoint_url=settings.S3_ENDPOINT_URL,
            aws_access_key_id=settings.S3_ACCESS_KEY or None,
            aws_secret_access_key=settings.S3_SECRET_KEY or None,
        )

    def keep(self, place: str, head: Head) -> None:
        name = f"{self.prefix}/{place}/{head.position:020d}"
        self.client.put_object(Bucket=self.bucket, Key=name, Body=written(place, head).encode())

    def last(self, place: str) -> Head | None:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=f"{self.prefix}/{place}/"
        )
        names = [item["Key"] for page in pages for item in page.get("Contents", [])]
        if not names:
            return None
        body = self.client.get_object(Bucket=self.bucket, Key=max(names))["Body"].read()
        return read(place, body.decode())


def store() -> AnchorStore:
    """The store that AMBITO_ANCHORS names."""
    place = urlsplit(settings.AMBITO_ANCHORS)
    if place.scheme == "s3":
        return BucketAnchors(place.netloc, place.path)
    return FolderAnchors(Path(settings.AMBITO_ANCHORS))


def written(place: str, head: Head) -> str:
    """The anchor as one line of JSON with its signature."""
    body = {"place": place, "position": head.position, "hash": head.hash.hex(), "below": head.below}
    return json.dumps({**body, "signature": _signature(body)})


def read(place: str, line: str) -> Head:
    """The head in an anchor of this place, or `BadAnchor`."""
    body = json.loads(line)
    signature = body.pop("signature", "")
    if body.get("place") != place or not constant_time_compare(signature, _signature(body)):
        raise BadAnchor(place)
    return Head(body["position"], bytes.fromhex(body["hash"]), body["below"])


def _signature(body: dict[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True)
    return salted_hmac("ambito.audit.anchor", text, algorithm="sha256").hexdigest()
