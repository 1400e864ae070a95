"""Words that every twentieth of many goods has are looked for among the best standing, not gathered by the hundred thousand.

At 800,000 products the index of words needs seconds to gather the 320,000 that have "coffee", of which 960 are put in order."""

from django.db import migrations

# `is_broad`: the reader knows that there are more than `most`; those of best standing shall be among them. A row without a product says
# that there are more. Looked at without an order: only the index of words can offer itself, "+ 0" keeps the others away.
MATCHES = """
    CREATE FUNCTION search_matches(of_hub bigint, wanted tsquery, most integer, is_broad boolean)
    RETURNS TABLE (product_id bigint, standing double precision)
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000
    SET enable_seqscan = off
    AS $$
    #variable_conflict use_column
    BEGIN
        IF (SELECT c.reltuples > 50000 FROM pg_class c WHERE c.oid = 'search_searchdocument'::regclass) AND (
            SELECT count(*) FILTER (WHERE b.words @@ wanted) * 20 >= count(*)
            FROM (SELECT d.words FROM search_searchdocument d WHERE d.hub_id = of_hub ORDER BY d.standing DESC LIMIT 1000) b
        ) THEN
            RETURN QUERY SELECT b.product_id, b.standing FROM (
                SELECT * FROM search_searchdocument d WHERE d.hub_id = of_hub ORDER BY d.standing DESC LIMIT 5000
            ) b WHERE b.words @@ wanted;
            RETURN QUERY SELECT NULL::bigint, NULL::double precision;
        ELSIF is_broad THEN
            RETURN QUERY (
                SELECT d.product_id, d.standing FROM search_searchdocument d WHERE d.words @@ wanted AND d.hub_id + 0 = of_hub LIMIT most
            ) UNION SELECT b.product_id, b.standing FROM (
                SELECT * FROM search_searchdocument d WHERE d.hub_id = of_hub ORDER BY d.standing DESC LIMIT 5000
            ) b WHERE b.words @@ wanted;
        ELSE
            RETURN QUERY SELECT d.product_id, d.standing FROM search_searchdocument d
                WHERE d.words @@ wanted AND d.hub_id + 0 = of_hub LIMIT most;
        END IF;
    END $$
"""
BEFORE = """
    CREATE FUNCTION search_matches(of_hub bigint, wanted tsquery, most integer)
    RETURNS TABLE (product_id bigint, standing double precision)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
    SET enable_seqscan = off SET enable_indexscan = off
    AS $$ SELECT d.product_id, d.standing FROM search_searchdocument d WHERE d.words @@ wanted AND d.hub_id + 0 = of_hub LIMIT most $$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_matches")]
    operations = [
        migrations.RunSQL("DROP FUNCTION search_matches(bigint, tsquery, integer)", BEFORE),
        migrations.RunSQL(MATCHES, "DROP FUNCTION search_matches(bigint, tsquery, integer, boolean)"),
    ]
