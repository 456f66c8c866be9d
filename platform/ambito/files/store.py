"""An Ente's private files on S3: every key begins with the Ente's role, every call says whose file it is.

One storage object per Ente: django-storages computes its prefix once per object, so a shared one would put
the files of all Enti under the first one's prefix. No call is made inside a town transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from ambito.files.errors import InsideTransaction, StoreDown
from ambito.tenancy.context import current_or_none
from ambito.tenancy.seats import Seat

LINK_LIFE = timedelta(seconds=60)


def put(seat: Seat, file_id: UUID, content: bytes) -> None:
    """Write an object under the Ente's prefix. `StoreDown` when the store does not answer."""
    with _reaching():
        _storage(seat.role).save(str(file_id), ContentFile(content, name=str(file_id)))


def get(seat: Seat, file_id: UUID) -> bytes:
    """The object's bytes; `FileNotFoundError` where the Ente has none with this id."""
    with _reaching(), _storage(seat.role).open(str(file_id)) as file:
        content: bytes = file.read()
    return content


def link(seat: Seat, file_id: UUID, *, name: str) -> str:
    """A link to one object that lives 60 seconds and downloads as an attachment called `name`."""
    with _reaching():
        address: str = _storage(seat.role).url(
            str(file_id),
            parameters={"ResponseContentDisposition": f'attachment; filename="{_plain(name)}"'},
            expire=int(LINK_LIFE.total_seconds()),
        )
    return address


def delete(seat: Seat, file_id: UUID) -> None:
    with _reaching():
        _storage(seat.role).delete(str(file_id))


@contextmanager
def _reaching() -> Iterator[None]:
    if current_or_none() is not None:
        raise InsideTransaction
    try:
        yield
    except BotoCoreError as error:
        raise StoreDown from error
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:  # noqa: PLR2004 - HTTP
            raise StoreDown from error
        raise


@cache
def _storage(role: str) -> S3Storage:
    return S3Storage(
        access_key=settings.S3_ACCESS_KEY,
        secret_key=settings.S3_SECRET_KEY,
        endpoint_url=settings.S3_ENDPOINT_URL,
        bucket_name=settings.S3_BUCKET,
        location=role,
        addressing_style="path",
        signature_version="s3v4",
        region_name="eu-south-1",
        default_acl=None,
        querystring_auth=True,
    )


def _plain(name: str) -> str:
    """A file name that cannot break out of its header."""
    return "".join(char if char.isalnum() or char in " ._-" else "_" for char in name)[:120]
