"""The pages of settings: what the machine's owner sets, and what a committee decides."""

from yizheng.config.env import Environment
from yizheng.core.rules import RULES

from .markdown import code, document, table


def page() -> str:
    """Every environment variable."""
    rows = [
        (code(f"YIZHENG_{name.upper()}"), _default(name), field.description)
        for name, field in Environment.model_fields.items()
    ]
    return document(
        "设置",
        "只有环境变量，没有配置文件。写错的值会使程序在启动时用一句话说明后退出。",
        table(("变量", "默认", "说明"), rows),
    )


def _default(name: str) -> str:
    field = Environment.model_fields[name]
    if field.default_factory:
        return "源码目录下的 `var/`；安装包为用户的数据目录"
    return code(field.default)


def rules_page() -> str:
    """Every rule a committee may decide for itself."""
    rows = [
        (code(rule.key), rule.label, _said(rule.default), rule.help, rule.citation)
        for rule in sorted(RULES.values(), key=lambda rule: rule.key)
    ]
    return document(
        "本会规则",
        "各地可以自行规定的事项，在“系统—本会规则”里从某日起修改；没有规定时用默认。",
        table(("代号", "规则", "默认", "含义", "依据"), rows),
    )


def _said(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
