"""Migrations that make a new database in a third of the time. Why: docs/decisions/migrations.md.

Django keeps, while it migrates, classes of all tables as they were at that step, and renders them anew after each operation: not only the
one that changed but everything related to it, which in a house where all things carry their hub is everything. Most steps of a new
database only add: tables, columns, constraints. For those the one table that changed is rendered and the rest is marked as delayed, a word
of Django's own state: the next piece of Python in a migration (`RunPython`) gets classes rendered as a whole. Steps that do anything else
start from such whole classes and go Django's way.
"""

from __future__ import annotations

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

# What these need to know of other tables does not change while they run: each reads its own table and the keys of those it points to.
ADDING = (
    migrations.CreateModel,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.AlterModelOptions,
    migrations.RunSQL,
    migrations.RunPython,
    CreateExtension,
)


def only_adds(operation: Operation) -> bool:
    """Whether the classes of other tables may lag behind while this operation runs."""
    if isinstance(operation, migrations.AlterField):  # nothing points to a column that is neither a key nor unique
        field = operation.field
        return not (field.is_relation or field.primary_key or field.unique)
    if isinstance(operation, migrations.RunSQL) and operation.state_operations:
        return False
    return isinstance(operation, ADDING)


class LaggingState(ProjectState):
    """Renders the table that changed and lets the classes of others lag behind, as long as `others_lag`."""

    others_lag = False

    def clone(self) -> ProjectState:
        clone = super().clone()
        clone.__class__ = type(self)
        clone.others_lag = self.others_lag
        return clone

    def add_model(self, model_state: ModelState) -> None:
        # It is new: nothing can point to it yet, so that what Django would look for is not there.
        rendered = self.__dict__.pop("apps", None) if self.others_lag else None
        super().add_model(model_state)
        if rendered is not None:
            self.apps = rendered
            self._render(model_state)

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" in self.__dict__ and self.others_lag:
            with self.apps.bulk_update():
                self.apps.unregister_model(app_label, model_name)
            self._render(self.models[app_label, model_name])
        else:
            super().reload_model(app_label, model_name, delay)

    def _render(self, model_state: ModelState) -> None:
        self.is_delayed = True
        self.apps.render_multiple([model_state])


class Executor(MigrationExecutor):
    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        state = super()._create_project_state(with_applied_migrations)
        state.__class__ = LaggingState
        return state

    def apply_migration(self, state, migration, fake: bool = False, fake_initial: bool = False):
        state.others_lag = all(map(only_adds, migration.operations))
        if not state.others_lag:
            state.clear_delayed_apps_cache()
            state.is_delayed = False
        return super().apply_migration(state, migration, fake, fake_initial)
