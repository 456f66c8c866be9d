"""A keystore whose documents only a key management service can open."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from ambito.vault.errors import VaultClosed
from ambito.vault.keystore import FileKeystore

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

# A service that does not answer must not hold a request for longer than a person waits.
PATIENCE = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 2})


class KmsKeystore(FileKeystore):
    """Every secret is wrapped by the KMS key with the encryption context `{"ente": name}`.

    The context makes a document that was renamed or copied to another Ente unreadable. Address, region and
    credentials are those of boto3 (AWS_ENDPOINT_URL_KMS, AWS_DEFAULT_REGION, a role of the machine).
    """

    def __init__(self, folder: Path, key_id: str) -> None:
        super().__init__(folder)
        self.key_id = key_id

    def wrap(self, secret: bytes, *, name: str) -> bytes:
        try:
            answer = client().encrypt(KeyId=self.key_id, Plaintext=secret, EncryptionContext={"ente": name})
        except (BotoCoreError, ClientError) as error:
            raise VaultClosed(f"the KMS did not wrap a key of {name}") from error
        return answer["CiphertextBlob"]

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        try:
            answer = client().decrypt(
                KeyId=self.key_id, CiphertextBlob=wrapped, EncryptionContext={"ente": name}
            )
        except (BotoCoreError, ClientError) as error:
            raise VaultClosed(f"the KMS did not unwrap the keys of {name}") from error
        return answer["Plaintext"]


@cache
def client() -> KMSClient:
    return boto3.client("kms", config=PATIENCE)
