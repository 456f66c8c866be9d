"""The bucket of this process on the S3 server of the tests, past the product's own code."""

from __future__ import annotations

from typing import Any

import boto3
from django.conf import settings


def client() -> Any:
    return boto3.client(
        "s3",
        endpoint_url=settings.S3_ENDPOINT_URL,
        aws_access_key_id=settings.S3_ACCESS_KEY,
        aws_secret_access_key=settings.S3_SECRET_KEY,
        region_name="eu-south-1",
    )


def names() -> list[str]:
    pages = client().get_paginator("list_objects_v2").paginate(Bucket=settings.S3_BUCKET)
    return [item["Key"] for page in pages for item in page.get("Contents", [])]


def content(key: str) -> bytes:
    said: bytes = client().get_object(Bucket=settings.S3_BUCKET, Key=key)["Body"].read()
    return said
