import pytest

from orders.models import OrderGroup
from orders.payments.models import Payment
from orders.services.billing import bill_of_group
from orders.tests.factories import make_group, make_variant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "delivery", "service"), [("zh-hans", "配送", "邮政"), ("en", "Delivery", "Post")])
def test_bill_is_in_the_language_of_the_order(language, delivery, service):
    group = make_group(make_variant(5))
    OrderGroup.objects.filter(pk=group.pk).update(language=language)
    line = group.orders.get().lines.get()
    type(line).objects.filter(pk=line.pk).update(name_zh="库卡穆 水洗波旁", variant_name_zh="")
    group.orders.update(delivery_service="post")

    bill = bill_of_group(Payment(key=group.number))

    goods, parcel = bill.lines
    assert (goods.name == "库卡穆 水洗波旁") == (language == "zh-hans")
    assert (line.name_en in goods.detail) == (language == "zh-hans")  # the invoice that follows knows it by its English name
    assert parcel.name == delivery and service in parcel.detail
    assert bill.total == group.total
