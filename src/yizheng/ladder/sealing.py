"""Signed files between installations: keys, signatures, and what is read on the telephone.

A file is one line of JSON: content, the sender's public key, and an Ed25519 signature over the
content. It is accepted only as the very bytes that were written: spaces, order and the writing of
every sign are fixed, so that no byte can be changed without being noticed (ADR 0011).
"""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from yizheng.core.errors import Invalid

KEY = re.compile(r"[0-9a-f]{64}")
# Some three hundred reports of 1,500 characters; sent back by a form, every byte may become three.
MOST_BYTES = 1_500_000
BROKEN = "文件内容被改动过，或者没有传完整，没有导入。请让对方重新导出、原样传送。"


def is_key(text: str) -> bool:
    """Whether a text is a public key as we write it: 64 hexadecimal digits in small letters."""
    return KEY.fullmatch(text) is not None


def telephone_digits(public_key: str) -> str:
    """24 digits in groups of four, by which two people compare a key on the telephone."""
    number = int(hashlib.sha256(bytes.fromhex(public_key)).hexdigest(), 16) % 10**24
    digits = f"{number:024d}"
    return " ".join(digits[place : place + 4] for place in range(0, 24, 4))


def public_key_of(committee_id: int) -> str:
    """The committee's own public key; its pair is made on first use."""
    return _pair(committee_id).public_key().public_bytes_raw().hex()


def seal(content: dict[str, Any], committee_id: int) -> bytes:
    """The content as a signed file of the committee."""
    pair = _pair(committee_id)
    envelope = {
        "content": content,
        "key": pair.public_key().public_bytes_raw().hex(),
        "signature": pair.sign(canonical(content)).hex(),
    }
    return canonical(envelope)


def unseal(file: bytes) -> tuple[dict[str, Any], str]:
    """What a signed file says, and the key of whoever signed it. Whether he is known is not asked.

    Raises:
        Invalid: it is no such file, too large, or not a single byte is allowed to differ and does.
    """
    if len(file) > MOST_BYTES:
        raise Invalid(f"文件超过 {MOST_BYTES / 1_000_000} 兆，不是报送文件", field="file")
    try:
        envelope = json.loads(file.decode())
        content, key, signature = (envelope[name] for name in ("content", "key", "signature"))
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), canonical(content)
        )
        same = canonical(envelope) == file and set(envelope) == {"content", "key", "signature"}
    except (ValueError, KeyError, TypeError, RecursionError, InvalidSignature) as error:
        raise Invalid(BROKEN, field="file") from error
    if not same or not isinstance(content, dict) or not is_key(key):
        raise Invalid(BROKEN, field="file")
    return content, key


def canonical(value: Any) -> bytes:
    """The one way in which we write a value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _pair(committee_id: int) -> Ed25519PrivateKey:
    """Kept in the data folder, readable by the program's own user: a copied database signs nothing.

    Two processes that make it at once both read the one that was there first.
    """
    path = Path(settings.SEAL_ROOT) / f"{committee_id}.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
