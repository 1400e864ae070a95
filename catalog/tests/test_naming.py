import pytest

from catalog.naming import line_name, said_once, variant_name


@pytest.mark.parametrize(
    ("product", "variant", "language", "name"),
    [
        ("Coocamu washed Bourbon, 250 g", "250 g", "en", "Coocamu washed Bourbon, 250 g"),
        ("Coocamu washed Bourbon", "250 g", "en", "Coocamu washed Bourbon, 250 g"),
        ("Coocamu washed Bourbon, 250 g", "50 g", "en", "Coocamu washed Bourbon, 250 g, 50 g"),
        ("Coocamu washed Bourbon, 1.250 g", "250 g", "en", "Coocamu washed Bourbon, 1.250 g, 250 g"),
        ("Coocamu washed Bourbon, 250g", "250 G", "en", "Coocamu washed Bourbon, 250g"),
        ("Coocamu washed Bourbon", "", "en", "Coocamu washed Bourbon"),
        ("库卡穆 水洗波旁 250 克", "250 g", "zh-hans", "库卡穆 水洗波旁 250 克"),
        ("库卡穆 水洗波旁250克", "250 克", "zh-hans", "库卡穆 水洗波旁250克"),
        ("库卡穆 水洗波旁 250 克", "1 kg", "zh-hans", "库卡穆 水洗波旁 250 克 1 公斤"),
        ("库卡穆·穆萨萨 水洗生豆", "1kg", "zh-hans", "库卡穆·穆萨萨 水洗生豆 1 公斤"),
        ("基伍·卡格约 水洗生豆 60 公斤麻袋", "60 公斤麻袋", "zh-hans", "基伍·卡格约 水洗生豆 60 公斤麻袋"),
        ("卢旺达辣椒油", "100 ml", "zh-hans", "卢旺达辣椒油 100 毫升"),
        ("伊米贡戈画板", "30 × 40 cm", "zh-hans", "伊米贡戈画板 30 × 40 厘米"),
    ],
)
def test_line_says_each_size_once(product, variant, language, name):
    assert line_name(product, variant, language) == name


def test_only_measures_change_their_language():
    assert variant_name("Gift box, 250 g", "zh-hans") == "Gift box, 250 克"
    assert variant_name("Lot 7 gold", "zh-hans") == "Lot 7 gold"
    assert variant_name("250 g", "fr") == "250 g"


def test_papers_leave_out_what_the_product_says():
    assert said_once("Coocamu washed Bourbon, 250 g", "250 g") == ("Coocamu washed Bourbon, 250 g",)
    assert said_once("Coocamu washed Bourbon", "250 g") == ("Coocamu washed Bourbon", "250 g")
