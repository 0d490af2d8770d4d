"""Addresses of proposals and of what hangs on them."""

from yizheng.core.pages import routes
from yizheng.core.registers import REGISTERS

from .registers.proposal import MINE

app_name = "proposals"
ALL = [*(register for register in REGISTERS.values() if register.app == app_name), MINE]
urlpatterns = [route for register in ALL for route in routes(register)]
