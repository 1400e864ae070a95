from django.db import migrations, models

# An entry may change once, from unsealed to sealed, and only in its place and seals.
SEAL_ONCE = """
CREATE OR REPLACE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash = '' AND OLD.position IS NULL AND NEW.hash <> '' AND NEW.position IS NOT NULL
        AND to_jsonb(NEW) - '{position,previous_hash,hash}'::text[] = to_jsonb(OLD) - '{position,previous_hash,hash}'::text[]
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
NEVER = """
CREATE OR REPLACE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0002_append_only"), ("hubs", "0002_rwanda")]

    operations = [
        migrations.AlterModelOptions(
            name="entry", options={"ordering": ["-pk"], "verbose_name": "history entry", "verbose_name_plural": "history"}
        ),
        migrations.AlterField(
            model_name="entry",
            name="position",
            field=models.PositiveBigIntegerField(blank=True, help_text="Given with the seal, within seconds.", null=True, verbose_name="position"),
        ),
        migrations.AlterField(model_name="entry", name="previous_hash", field=models.CharField(blank=True, max_length=64)),
        migrations.AlterField(model_name="entry", name="hash", field=models.CharField(blank=True, max_length=64)),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(condition=models.Q(("position", None)), fields=["hub"], name="history_unsealed"),
        ),
        migrations.RunSQL(SEAL_ONCE, NEVER),
    ]
