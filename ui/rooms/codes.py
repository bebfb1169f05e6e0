"""Codes that are read aloud and typed, and the secrets that are neither."""

import hashlib
import hmac
import re
import secrets
from typing import TypeGuard

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels: no code is a word. No letter looks like another one or like a digit."""

LENGTH = 6
"""64 million codes: with 2000 rooms open one guess in 32 000 finds any of them."""

_TOKEN = re.compile(r"[0-9a-f]{32}")


def new_code() -> str:
    """A code by chance."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """A code as somebody typed it, in any case and with gaps; None for what is none."""
    letters = text[:40].upper().replace(" ", "").replace("-", "")
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else None


def new_secret() -> str:
    """What a teacher's page proves itself by."""
    return secrets.token_urlsafe(24)


def seal(secret: str) -> str:
    """What a store keeps of a secret: it cannot be told from this."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fits(secret: str, sealed: str) -> bool:
    """Whether this is the secret."""
    return hmac.compare_digest(seal(secret), sealed)


def is_token(text: object) -> TypeGuard[str]:
    """Whether a phone may be known by this: 128 bits that it drew by chance."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None
