from .account import BankAccount
from .bank_return import BankReturn
from .line import BankLine, LineShare
from .pro_forma import ProForma
from .statement import BankStatement

__all__ = ["BankAccount", "BankLine", "BankReturn", "BankStatement", "LineShare", "ProForma"]
