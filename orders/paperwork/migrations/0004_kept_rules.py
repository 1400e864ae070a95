"""A rule that left the proposals stays as it was confirmed, by the same promise as the rows of duties."""

from django.db import migrations

KEEP = """
CREATE TRIGGER paperwork_documentrule_kept BEFORE UPDATE OR DELETE ON paperwork_documentrule
    FOR EACH ROW EXECUTE FUNCTION duties_row_is_kept();
"""
LET_GO = "DROP TRIGGER paperwork_documentrule_kept ON paperwork_documentrule;"


class Migration(migrations.Migration):

    dependencies = [("paperwork", "0003_document_rules"), ("duties", "0002_kept_rows")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
