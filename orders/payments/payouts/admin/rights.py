from django.http import HttpRequest

from marketplace.desk import ReadOnly


class SendsPayouts(ReadOnly):
    """Read by those who may view, worked by those who may send."""

    def has_send_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm("payouts.send_payout")
