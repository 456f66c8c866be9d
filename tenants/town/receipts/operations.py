"""Acting once: the receipt and the deed in one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction

from ambito.tenancy.seats import ActorRef
from town.receipts.models import Receipt


def once(*, key: str, by: ActorRef, deed: Callable[[], str]) -> str:
    """What `deed` answered, which it does at most once for a key and a person.

    The answer is a path or a key, never a name. A second sending waits for the first and gets its answer.
    A deed that raises leaves nothing behind and may be sent again. `BadRequest` for a key that is no UUID,
    `PermissionDenied` for the system, which sends no forms.
    """
    with transaction.atomic():
        receipt = _claimed(key, by)
        if not receipt.answer:
            receipt.answer = deed()
            receipt.save(update_fields=["answer"])
    return receipt.answer


def _claimed(key: str, by: ActorRef) -> Receipt:
    """The receipt of this sending, locked until the transaction ends."""
    try:
        sent_key = UUID(key)
    except ValueError:
        raise BadRequest("idempotency_key") from None
    if by.user_id is None:
        raise PermissionDenied
    Receipt.objects.bulk_create([Receipt(sent_key=sent_key, user_id=by.user_id)], ignore_conflicts=True)
    return Receipt.objects.select_for_update().get(sent_key=sent_key, user_id=by.user_id)
