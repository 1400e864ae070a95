from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from marketplace.allocation.enums import HoldState
from marketplace.allocation.models import Hold
from orders.enums import GroupState, OrderState
from orders.models import Cart, Order, OrderGroup
from orders.payments.enums import PaymentState
from orders.services.expiry import expire_group, forget_guest_carts, release_expired_holds
from orders.tests.factories import make_cart, make_group, make_user, make_variant, pay, start_paying, stock_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_stock_is_free_again_when_the_time_to_pay_is_over(run_waiting_jobs):
    variant = make_variant(2)
    group = make_group(variant)
    payment = start_paying(group)

    assert release_expired_holds(now=timezone.now() + HOUR) == 1

    group.refresh_from_db()
    payment.refresh_from_db()
    assert (group.state, payment.state) == (GroupState.EXPIRED, PaymentState.CANCELLED)
    assert stock_of(variant) == (2, 0)
    assert Order.objects.get().state == OrderState.EXPIRED
    assert Hold.objects.get().state == HoldState.RELEASED
    run_waiting_jobs("mail.send")
    assert "not paid in time" in mail.outbox[0].subject


def test_sweeping_twice_has_one_effect():
    variant = make_variant(2)
    make_group(variant)

    assert [release_expired_holds(now=timezone.now() + HOUR) for _ in range(2)] == [1, 0]
    assert stock_of(variant) == (2, 0)


def test_hold_lives_on_when_its_time_or_the_grace_lasts(settings):
    variant = make_variant(2)
    group = make_group(variant)

    assert release_expired_holds(now=group.held_until - timedelta(seconds=1)) == 0
    assert release_expired_holds(now=group.held_until + timedelta(seconds=settings.HOLD_GRACE_SECONDS - 1)) == 0
    assert stock_of(variant) == (2, 2)


def test_paid_group_is_left_alone_when_the_sweeper_comes_late():
    variant = make_variant(2)
    group = make_group(variant)
    payment = pay(group)

    assert release_expired_holds(now=timezone.now() + HOUR) == 0
    assert expire_group(group=group, moment=timezone.now() + HOUR) is False

    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID and stock_of(variant) == (0, 0)


def test_payment_under_way_stays_when_the_group_is_not_due():
    group = make_group()
    payment = start_paying(group)

    assert expire_group(group=group, moment=timezone.now() - HOUR) is False

    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING
    assert OrderGroup.objects.get().state == GroupState.AWAITING_PAYMENT


def test_old_guest_carts_are_forgotten_and_members_keep_theirs():
    variant = make_variant(9)
    old, fresh, member = make_cart(variant), make_cart(variant), make_cart(variant, user=make_user("carla"))
    Cart.objects.filter(pk__in=[old.pk, member.pk]).update(changed_at=timezone.now() - timedelta(days=61))

    assert forget_guest_carts() == 1
    assert set(Cart.objects.all()) == {fresh, member}
