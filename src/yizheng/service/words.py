"""What may stand in a text that many read, and that a resident reads on his telephone."""

from yizheng.core.personal_data import refuse_personal_data
from yizheng.documents.secrecy import refuse_marked


def check_texts(**texts: str) -> None:
    """Refuse texts that tell secrets, or numbers by which a person is known.

    Raises:
        Invalid: at the field of the first one that does.
    """
    refuse_marked(**texts)
    refuse_personal_data("联系方式另有填写的地方", **texts)
