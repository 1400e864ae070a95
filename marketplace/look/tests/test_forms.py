import re

from django import forms


class Address(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the passport.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    way = forms.ChoiceField(label="Way", choices=[("air", "By air"), ("sea", "By sea")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="I agree")


def test_field_is_tied_to_its_hint_and_its_error_when_refused():
    form = Address({"name": "", "way": "rail"})

    page = form["name"].as_field_group()

    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert "This field is required." in page


def test_choices_are_a_group_with_a_legend():
    page = Address({"way": "rail"})["way"].as_field_group()

    assert page.count('class="pick"') == 2
    assert "<legend>Way</legend>" in page
    assert 'aria-describedby="id_way_error"' in page


def test_optional_field_says_so():
    assert "(optional)" in Address()["note"].as_field_group()
    assert "(optional)" not in Address()["name"].as_field_group()


def test_summary_links_to_each_refused_field():
    page = str(Address({"name": "", "way": "rail"}))

    links = re.findall(r'<a href="#([^"]+)">', page)
    assert links == ["id_name", "id_way_0" if "id_way_0" in links else "id_way", "id_agrees"]
    assert all(f'id="{target}"' in page for target in links)
    assert "3 things to fix" in page


def test_everything_typed_is_kept_and_escaped():
    page = str(Address({"name": "", "note": "<b>文三路</b>"}))

    assert "&lt;b&gt;文三路&lt;/b&gt;" in page
