"""An officer's refund by hand says for how many pieces it was, and how many of them went back on the shelf."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('aftersale', '0002_what_was_said_stays'),
    ]

    operations = [
        migrations.AddField(
            model_name='manualrefund',
            name='line_pieces',
            field=models.JSONField(blank=True, default=dict, help_text='SKU → how many pieces it was for, and how many of them went back on the shelf', verbose_name='pieces'),
        ),
    ]
