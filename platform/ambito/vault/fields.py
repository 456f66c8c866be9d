"""Model fields whose column holds ciphertext.

A value is encrypted when its row is saved and decrypted when the attribute is first read, so `defer`, lists
and pages that do not show it need no key. `values()` gives `Ciphertext`. `update()` and `bulk_update()` take
only `field.encrypted(…)`: without the row they cannot know what to bind the value to.

The primary key must be known before insert (`ambito.tenancy.keys.key`). Migrations see a `BinaryField`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from django import forms
from django.core import checks
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute

from ambito.vault import cipher
from ambito.vault.cipher import Ciphertext
from ambito.vault.errors import NotSearchable, Unprotected

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_Set_contra = TypeVar("_Set_contra", contravariant=True)
_Get_co = TypeVar("_Get_co", covariant=True)

if TYPE_CHECKING:

    class _Field(models.Field[_Set_contra, _Get_co]): ...
else:

    class _Field(models.Field):
        def __class_getitem__(cls, _: Any) -> type[_Field]:
            return cls


class Decrypting(DeferredAttribute):
    """Decrypts on first reading. Being a data descriptor, it is asked before the instance's `__dict__`."""

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Ciphertext):
            return value
        field = cast("EncryptedField[Any, Any]", self.field)
        plain = instance.__dict__[field.attname] = field.decrypted(value, pk=instance.pk)
        return plain

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(_Field[_Set_contra, _Get_co]):
    """Base: what is stored, and how it is bound to its row."""

    descriptor_class = Decrypting

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def from_bytes(self, value: bytes) -> Any:
        raise NotImplementedError

    def encrypted(self, value: Any, *, pk: object) -> Ciphertext:
        """What the column holds for `value` in the row `pk` of the current Ente."""
        if pk is None:
            raise Unprotected("a row's key must be known before its protected values are written")
        return cipher.encrypted(self.to_bytes(value), label=self.model._meta.label, pk=pk, field=self.attname)

    def decrypted(self, stored: Ciphertext, *, pk: object) -> Any:
        """The value of the row `pk`; `Tampered` when the ciphertext is not this row's."""
        return self.from_bytes(
            cipher.decrypted(stored, label=self.model._meta.label, pk=pk, field=self.attname)
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:  # noqa: FBT001 - Django's signature
        """A value that nobody read is written back as it is, also while the vault is closed."""
        value = model_instance.__dict__.get(self.attname)
        if value is None or (isinstance(value, Ciphertext) and not add):
            return value
        if isinstance(value, Ciphertext):
            value = self.decrypted(value, pk=model_instance.pk)
        return self.encrypted(value, pk=model_instance.pk)

    def from_db_value(self, value: Any, _expression: Any, _connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else Ciphertext(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        del prepared
        if value is None:
            return None
        if not isinstance(value, Ciphertext):
            raise Unprotected(f"{self.model._meta.label}.{self.attname} is written by saving its row")
        return connection.Database.Binary(bytes(value))  # type: ignore[attr-defined]

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        return IsNull if lookup_name == "isnull" else self._refuse(lookup_name)

    def get_transform(self, lookup_name: str) -> NoReturn:
        self._refuse(lookup_name)

    def _refuse(self, lookup_name: str) -> NoReturn:
        raise NotSearchable(f"{self.attname} is encrypted and cannot be searched with {lookup_name}")

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """The column and no more: no project code, and no plain default, reaches a migration."""
        name, _, args, options = super().deconstruct()
        kept = {key: value for key, value in options.items() if key not in {"default", "editable", "choices"}}
        return name, "django.db.models.BinaryField", args, kept

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = list(super().check(**kwargs))
        if self.unique or getattr(self, "db_index", False):
            found.append(checks.Error("an encrypted field has no index", obj=self, id="vault.E001"))
        return found


class EncryptedTextField(EncryptedField[_Set_contra, _Get_co]):
    """Text. The empty string is encrypted like any other; None is NULL."""

    _pyi_private_set_type: str
    _pyi_private_get_type: str

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, value: bytes) -> str:
        return value.decode()

    def to_python(self, value: Any) -> str | None:
        return None if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": forms.CharField, "widget": forms.Textarea, **kwargs})


class EncryptedJSONField(EncryptedField[_Set_contra, _Get_co]):
    """Whatever JSON can say, with dates, times, UUID and Decimal written as text. None is NULL."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":"), ensure_ascii=False).encode()

    def from_bytes(self, value: bytes) -> Any:
        return json.loads(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": forms.JSONField, **kwargs})
