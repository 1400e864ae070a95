import pytest
from django.template import engines
from django.utils import translation

from marketplace.look.templatetags.steady_words import SteadyTranslateNode

LANGUAGES = ["en", "zh-hans", "fr", "en", "zh-hans"]


def render(text: str, language: str, **context) -> str:
    with translation.override(language):
        return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize(
    "text",
    [
        '{% translate "Add to cart" %}',
        "{% trans 'Add to cart' %}",
        '{% translate "Day" context "theme" %}',
        '{% translate "Add to cart" as words %}[{{ words }}]',
        '{% translate "100%% <b>" %}',
        '{% autoescape off %}{% translate "100%% <b>" %}{% endautoescape %}',
    ],
)
def test_fixed_words_are_said_as_django_says_them_in_every_language(text):
    template, plain = engines["django"].from_string(text), engines["django"].from_string("{% load i18n %}" + text)

    for language in LANGUAGES:
        with translation.override(language):
            assert template.render({}) == plain.render({})


def test_words_that_change_are_looked_up_each_time():
    template = engines["django"].from_string("{% translate word %}|{% translate word|upper %}")

    assert [template.render({"word": word}) for word in ("one", "two", "<b>")] == ["one|ONE", "two|TWO", "&lt;b&gt;|&lt;B&gt;"]


def test_fixed_words_are_looked_up_once_a_language():
    node = engines["django"].from_string('{% translate "Add to cart" %}').template.nodelist[0]

    assert isinstance(node, SteadyTranslateNode)
    assert render('{% translate "Add to cart" %}', "zh-hans") == "加入购物车"
