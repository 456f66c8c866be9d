"""Acting once: claim a receipt, do the deed, settle it, in one transaction."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest

from ambito.tenancy.seats import ActorRef
from town.receipts.models import Receipt


def claim(*, key: str, by: ActorRef) -> Receipt:
    """The receipt of this sending, locked until the transaction ends; with an `answer` it was done before.

    A second sending waits here for the first. `BadRequest` for a key that no form of ours made.
    """
    try:
        sent_key = UUID(key)
    except ValueError:
        raise BadRequest("idempotency_key") from None
    Receipt.objects.bulk_create([Receipt(sent_key=sent_key, user_id=by.user_id)], ignore_conflicts=True)
    return Receipt.objects.select_for_update().get(sent_key=sent_key, user_id=by.user_id)


def settle(*, receipt: Receipt, answer: str) -> str:
    """Keep where the deed led: a path of keys, never of names. Answers the path."""
    receipt.answer = answer
    receipt.save(update_fields=["answer"])
    return answer
