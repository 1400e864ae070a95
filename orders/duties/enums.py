from django.db import models
from django.utils.translation import gettext_lazy as _


class RateKind(models.TextChoices):
    PREFERENCE = "preference", _("preferential duty")
    MFN = "mfn", _("most-favoured-nation duty")
    GENERAL = "general", _("general duty")
    ADDITIONAL = "additional", _("additional duty")
    CONSUMPTION = "consumption", _("consumption tax")
    VAT = "vat", _("import VAT")
    PARCEL = "parcel", _("parcel tax")


DUTY_COLUMNS = (RateKind.PREFERENCE, RateKind.MFN, RateKind.GENERAL)


class Levy(models.TextChoices):
    """What a market takes at its border."""

    DUTY = "duty", _("import duty")
    ADDITIONAL = "additional", _("additional duty")
    CONSUMPTION = "consumption", _("consumption tax")
    VAT = "vat", _("import VAT")
    PARCEL = "parcel", _("parcel tax")


class Regime(models.TextChoices):
    CROSS_BORDER = "cross_border", _("cross-border retail")
    CROSS_BORDER_FULL = "cross_border_full", _("cross-border retail, taxed in full")
    PARCEL = "parcel", _("personal parcel")
    GENERAL = "general", _("general trade")
    NOT_ALLOWED = "not_allowed", _("not allowed")
    UNKNOWN = "unknown", _("unknown")


CONSUMER_REGIMES = (Regime.CROSS_BORDER, Regime.CROSS_BORDER_FULL)


class Channel(models.TextChoices):
    """How the goods are declared at the border."""

    CARGO = "cargo", _("declared as cargo")
    CROSS_BORDER = "cross_border", _("cross-border retail list")
    PERSONAL = "personal", _("personal parcel")


class LimitKind(models.TextChoices):
    ORDER_MAX = "order_max", _("most for one order")
    YEAR_MAX = "year_max", _("most for one person in a calendar year")
    DUTY_SHARE = "duty_share", _("share of the duty that is taken")
    TAX_SHARE = "tax_share", _("share of VAT and consumption tax that is taken")
    SINGLE_ITEM = "single_item", _("one indivisible item above the order’s limit stays (1) or not (0)")
    WAIVED_BELOW = "waived_below", _("taxes are waived below this sum")
    WAIVED_UP_TO = "waived_up_to", _("taxes are waived up to this sum")
    NO_PROOF_UP_TO = "no_proof_up_to", _("no proof of origin is asked up to this customs value")
    FREIGHT_IN_VALUE = "freight_in_value", _("freight and insurance belong to the customs value (1) or not (0)")
    RETURN_DAYS = "return_days", _("days in which a return gives the person’s year back what it counted")


# Numbers without a currency: a share of one, or yes (1) and no (0).
WITHOUT_CURRENCY = (LimitKind.DUTY_SHARE, LimitKind.TAX_SHARE, LimitKind.SINGLE_ITEM, LimitKind.FREIGHT_IN_VALUE)
IN_DAYS = (LimitKind.RETURN_DAYS,)


class Listing(models.TextChoices):
    LISTED = "listed", _("on the list")
    CONDITIONAL = "conditional", _("on the list with a condition")
    NOT_LISTED = "not_listed", _("not on the list")


class Admission(models.TextChoices):
    """What a rule of admission asks of goods."""

    EVIDENCE = "evidence", _("evidence of the seller")
    LISTED = "listed", _("a place on the cross-border list")
    PAPERS = "papers", _("a row that says which papers they need")
    RATES = "rates", _("known duty and taxes")
    ADVICE = "advice", _("something to see to, which nobody can check here")
    CLOSED = "closed", _("nothing: they are not let in")


class Gap(models.TextChoices):
    """Why an amount is not known."""

    RATE = "rate", _("no rate is on record")
    WEIGHT = "weight", _("the rate is by weight, and the weight is not known")
    FREIGHT = "freight", _("the freight to the border is not known")
    INSURANCE = "insurance", _("the insurance to the border is not known")
    TAX_IN_PRICE = "tax_in_price", _("the price contains duty and tax, and their amount is not shown")
    RULE = "rule", _("no rule is on record of what belongs to the customs value")
    BASE = "base", _("an amount that it is worked out from is not known")
    REGIME = "regime", _("the way through customs is not known")


class Reason(models.TextChoices):
    """Why this regime."""

    COMPANY = "company", _("The buyer is a company: general trade.")
    DECLARED_AS_CARGO = "declared_as_cargo", _("The goods are declared as cargo: general trade.")
    ONLY_REGIME = "only_regime", _("This market has no consumer regime on record: general trade.")
    WITHIN_LIMITS = "within_limits", _("On the list, within the limit of an order and of the person’s year.")
    SINGLE_ITEM = "single_item", _("One indivisible item above the limit of an order, within the person’s year: taxed in full.")
    OVER_ORDER = "over_order", _("Above the limit of an order: the whole order is general trade.")
    OVER_YEAR = "over_year", _("Above what the person may still buy this year: the whole order is general trade.")
    NOT_LISTED = "not_listed", _("Goods of this order are not on the cross-border list.")
    LIST_UNKNOWN = "list_unknown", _("It is not known whether all goods of this order are on the cross-border list. Ask staff.")
    LIST_CONDITION = "list_condition", _("Goods of this order are on the list with a condition that staff must check.")
    NO_IDENTITY = "no_identity", _("Customs clears such orders only for a person with full name, identity number and mobile.")
    OUTSIDE_TERRITORY = (
        "outside_territory",
        _("Hong Kong, Macao and Taiwan lie outside the cross-border territory; their rates are not on record."),
    )
    LIMIT_MISSING = "limit_missing", _("A limit of this regime is not on record for that day. Ask staff.")
    YEAR_UNKNOWN = "year_unknown", _("What the person has bought this year is not known.")
    VALUE_UNKNOWN = "value_unknown", _("The customs value is not known, so the regime cannot be told.")
    PARCEL_WITHIN = "parcel_within", _("A personal parcel within its limit.")
    PARCEL_SINGLE = "parcel_single", _("A personal parcel with one indivisible item above its limit.")
    PARCEL_OVER = "parcel_over", _("Above the limit of a personal parcel: general trade.")
