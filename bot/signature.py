"""LINE's webhook signature: HMAC-SHA256 of the raw body with the channel secret, in base64."""

import base64
import hashlib
import hmac


def sign(body: bytes, secret: str) -> str:
    """The value of x-line-signature for a body (LINE doc: verify-webhook-signature)."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_genuine(body: bytes, signature: str | None, secret: str) -> bool:
    """Whether LINE signed this body; compared in constant time, a missing header is a forgery."""
    if not signature or not secret:
        return False
    return hmac.compare_digest(sign(body, secret).encode(), signature.encode("utf-8", "surrogateescape"))
