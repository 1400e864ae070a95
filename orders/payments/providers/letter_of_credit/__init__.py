from orders.payments.providers.letter_of_credit.provider import LetterOfCredit

__all__ = ["LetterOfCredit"]
