"""`python -m yizheng` is the `yizheng` command."""

from yizheng.config.cli import main

main()
