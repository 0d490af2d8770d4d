"""Forms drawn by our own templates, everywhere and without being asked."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` in the look of the pages."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
