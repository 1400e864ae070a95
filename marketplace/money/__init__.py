from marketplace.money.amounts import CurrencyMismatch, Money, precision, round_money, split_by_largest_remainder, total

__all__ = ["CurrencyMismatch", "Money", "precision", "round_money", "split_by_largest_remainder", "total"]
