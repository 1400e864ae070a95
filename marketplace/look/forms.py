"""Django's forms in our look: `{{ form.email.as_field_group }}` and `{{ form }}` render ui/field.html."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
