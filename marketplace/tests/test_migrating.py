"""A new database made with classes that lag behind is the same database, and Python in a migration sees every relation."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from marketplace.migrating import Executor, LaggingState, only_adds

pytestmark = pytest.mark.django_db


class Washing(migrations.Migration):
    operations = [
        migrations.CreateModel("Station", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))]),
        migrations.CreateModel(
            "Lot",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("station", models.ForeignKey("washing.station", on_delete=models.CASCADE)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["station"], name="one_lot_a_station")]},
        ),
        migrations.AddField("station", "altitude", models.IntegerField(default=0)),
        migrations.AddField("station", "first_lot", models.ForeignKey("washing.lot", models.SET_NULL, null=True, related_name="+")),
    ]


def step(*operations: migrations.operations.base.Operation) -> migrations.Migration:
    """The step after `Washing`, in the same room."""
    migration = migrations.Migration("0002_next", "washing")
    migration.operations = list(operations)
    return migration


def made() -> tuple[Executor, ProjectState]:
    executor = Executor(connection)
    state = LaggingState()
    return executor, executor.apply_migration(state, Washing("0001_tables", "washing"))


def test_python_of_a_migration_sees_both_ends_of_every_relation():
    seen = []

    def look(apps, schema_editor):
        Station, Lot = apps.get_model("washing", "Station"), apps.get_model("washing", "Lot")
        station = Station.objects.create(name="Huye", altitude=1700)
        station.first_lot = Lot.objects.create(station=station)
        station.save()
        seen.append(list(Station.objects.filter(lot__station__altitude=1700).values_list("first_lot__station__name", flat=True)))
        seen.append(Lot.objects.get().station.__class__ is Station)

    executor, state = made()
    executor.apply_migration(state, step(migrations.RunPython(look)))

    assert seen == [["Huye"], True]


def test_the_classes_are_those_of_django_when_nothing_lags():
    _, state = made()
    state.clear_delayed_apps_cache()
    plain = ProjectState()
    for operation in Washing.operations:
        operation.state_forwards("washing", plain)

    assert state == plain
    assert state.apps.get_model("washing", "Lot")._meta.get_field("station").related_model is state.apps.get_model("washing", "Station")
    assert {relation.name for relation in state.apps.get_model("washing", "Station")._meta.related_objects} == {"lot"}


def test_a_step_that_does_more_than_add_goes_djangos_way():
    executor, state = made()

    renaming = step(migrations.RenameField("station", "name", "title"), migrations.RenameModel("Station", "Mill"))
    state = executor.apply_migration(state, renaming)

    assert not state.others_lag
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, "washing_mill")}
    assert columns == {"id", "title", "altitude", "first_lot_id"}
    assert state.apps.get_model("washing", "Lot").objects.filter(station__title="Huye").count() == 0


@pytest.mark.parametrize(
    ("operation", "adds"),
    [
        (migrations.AlterField("station", "name", models.CharField(max_length=40)), True),
        (migrations.AlterField("station", "name", models.CharField(max_length=40, unique=True)), False),
        (migrations.AlterField("station", "id", models.IntegerField(primary_key=True)), False),
        (migrations.AlterField("lot", "station", models.ForeignKey("washing.station", null=True, on_delete=models.CASCADE)), False),
        (migrations.RunSQL("select 1"), True),
        (migrations.RunSQL("select 1", state_operations=[migrations.DeleteModel("lot")]), False),
        (migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("lot")]), False),
        (migrations.DeleteModel("lot"), False),
        (migrations.RemoveField("station", "altitude"), False),
    ],
)
def test_only_adds_knows_what_needs_the_other_classes(operation, adds):
    assert only_adds(operation) is adds
