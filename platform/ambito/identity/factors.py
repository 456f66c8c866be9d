"""Second factors: which a person has, codes from an app, recovery codes. Only as `signin`."""

from __future__ import annotations

import time
from urllib.parse import quote, urlencode
from uuid import UUID

import qrcode
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

from ambito.identity.models import User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
STEP_SECONDS = 30
ISSUER = "Ambito"


def of(user_id: UUID) -> list[Authenticator]:
    """Everything the person has, recovery codes apart, oldest first."""
    return list(Authenticator.objects.filter(user_id=user_id, type__in=STRONG).order_by("created_at", "pk"))


def has_any(user_id: UUID) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=STRONG).exists())


def has_app(user_id: UUID) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())


def accept_code(user_id: UUID, code: str) -> bool:
    """Whether `code` is today's from the app or an unused recovery code; either serves once."""
    return _accept_totp(user_id, code) or _accept_recovery(user_id, code)


def new_secret() -> str:
    secret: str = totp.generate_totp_secret()
    return secret


def add_totp(user: User, secret: str, code: str) -> bool:
    """Make the app of this person the one that showed `code`, in place of an older one."""
    step = _step_of(secret, code)
    if step is None:
        return False
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).delete()
    row = totp.TOTP.activate(user, secret).instance
    row.data["step"] = step
    row.save(update_fields=["data"])
    return True


def recovery_codes(user: User, *, anew: bool = False) -> list[str]:
    """The unused recovery codes; `anew` makes the old ones worthless."""
    if anew:
        Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


def remove(user_id: UUID, factor_id: int) -> bool:
    """Take one factor away, never the last."""
    mine = {row.pk: row for row in of(user_id)}
    if factor_id not in mine or len(mine) == 1:
        return False
    mine[factor_id].delete()
    return True


def remove_all(user_id: UUID) -> None:
    Authenticator.objects.filter(user_id=user_id).delete()


def otpauth_uri(user: User, secret: str) -> str:
    label = quote(f"{ISSUER}:{user.email}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def qr_squares(text: str) -> tuple[int, str]:
    """A QR code as the side of a square view box and the path of its dark cells, for a template to draw."""
    code = qrcode.QRCode()
    code.add_data(text)
    rows = code.get_matrix()
    cells = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return len(rows), "".join(cells)


def _accept_totp(user_id: UUID, code: str) -> bool:
    rows = Authenticator.objects.select_for_update()
    row = rows.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    if row is None:
        return False
    step = _step_of(decrypt(row.data["secret"]), code)
    if step is None or step <= row.data.get("step", -1):
        return False
    row.data["step"] = step
    row.save(update_fields=["data"])
    row.record_usage()
    return True


def _accept_recovery(user_id: UUID, code: str) -> bool:
    row = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return row is not None and bool(RecoveryCodes(row).validate_code(code))


def _step_of(secret: str, code: str) -> int | None:
    """RFC 6238 §5.2: the current step or the one before, because people type slowly."""
    now = int(time.time()) // STEP_SECONDS
    for step in (now, now - 1):
        value = totp.format_hotp_value(totp.hotp_value(secret, step))
        if totp.compare_user_code(actual=code, expected=value):
            return step
    return None
