"""What may stand in a text that many read, and that a resident reads on his telephone."""

from yizheng.core.errors import Invalid
from yizheng.core.personal_data import personal_data
from yizheng.documents.secrecy import refuse_marked


def check_texts(**texts: str) -> None:
    """Refuse texts that tell secrets, or numbers by which a person is known.

    Raises:
        Invalid: at the field of the first one that does.
    """
    refuse_marked(**texts)
    for name, text in texts.items():
        if found := personal_data(text):
            raise Invalid(f"请不要写{found[0].what}；联系方式另有填写的地方", field=name)
