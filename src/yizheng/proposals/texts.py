"""What a proposal says: its length, its digests, how it came about, and what was changed in it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from yizheng.core.history import Event, events_of

from .models import Proposal, Reply

PARTS = ("title", "situation", "analysis", "suggestion")
# A sentence with its stop, or what is left at the end without one.
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
# Longer runs of unchanged sentences are folded to their ends.
UNFOLDED = 3


def words_of(proposal: Proposal) -> dict[str, str]:
    """The title and the parts, by field."""
    return {name: getattr(proposal, name) for name in PARTS}


def words_digest(words: Mapping[str, str]) -> str:
    """SHA-256 over title and parts: what somebody who signs puts his name under."""
    return _sha256([words[name] for name in PARTS])


def digest_of(proposal: Proposal, signers: Iterable[int]) -> str:
    """SHA-256 over what is handed in: session, words, in whose name, and who signed.

    People and bodies stand in it by their ids: a new name makes it no other proposal.
    """
    submitter = [
        str(proposal.submitter_type), proposal.proposer_id, proposal.submitter_name,
        proposal.party_id, proposal.sector_id, proposal.organ_id,
    ]  # fmt: skip
    words = list(words_of(proposal).values())
    return _sha256([proposal.session_id, words, submitter, sorted(signers)])


def reply_digest(reply: Reply) -> str:
    """SHA-256 over what a helper countersigns: the class and the text of a reply."""
    return _sha256([reply.result_class, reply.body])


def _sha256(facts: list[Any]) -> str:
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# --- How it came about ---------------------------------------------------------------------------


@dataclass(slots=True)
class Version:
    """The text as somebody saved it, and when it was handed in like that, if ever."""

    event: Event
    words: dict[str, str]
    handed_in_at: datetime | None = None


def versions_of(proposal: Proposal, *, since: datetime | None = None) -> list[Version]:
    """Every text the proposal has had, the oldest first, as the trail keeps them. 1 query.

    Args:
        since: leave out what was saved before, but for the text as it stood then.
    """
    found: list[Version] = []
    words = dict.fromkeys(PARTS, "")
    for event in events_of(proposal):
        said = {name: event.after[name] for name in PARTS if name in event.after}
        if said and {**words, **said} != words:
            words = {**words, **said}
            if since and event.at <= since:
                found.clear()
            found.append(Version(event, words))
        if event.action == "proposals.submit" and found:
            found[-1].handed_in_at = event.at
    return found


# --- What was changed ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of sentences: kept, cut or added, or a number of kept ones that are not repeated."""

    kind: str
    text: str


def changes(old: str, new: str) -> list[Piece]:
    """What was done to a text, sentence by sentence; one piece of kind `kept` when nothing was."""
    before, after = SENTENCE.findall(old), SENTENCE.findall(new)
    pieces: list[Piece] = []
    for tag, first, last, start, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces += _folded(before[first:last])
            continue
        if last > first:
            pieces.append(Piece("cut", "".join(before[first:last])))
        if end > start:
            pieces.append(Piece("added", "".join(after[start:end])))
    return pieces


def _folded(sentences: list[str]) -> Iterator[Piece]:
    if len(sentences) <= UNFOLDED:
        yield Piece("kept", "".join(sentences))
        return
    yield Piece("kept", sentences[0])
    yield Piece("folded", str(len(sentences) - 2))
    yield Piece("kept", sentences[-1])
