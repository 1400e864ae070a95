"""A copy of what is held of a person: read in one look at the database, then written into a ZIP with its files."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from marketplace.history.services import record
from marketplace.hubs.context import current_hub, use_hub
from marketplace.hubs.models import Hub
from marketplace.privacy.enums import RequestKind, RequestState
from marketplace.privacy.keeping import time_for
from marketplace.privacy.letters import tell
from marketplace.privacy.models import PersonRequest
from marketplace.privacy.notice import kept_words
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Holding, KeptFile, holdings
from marketplace.privacy.schema import FORMAT, SCHEMA
from marketplace.privacy.services.erasing import person_of

Report = Callable[[int, int], None]
UNSAFE = re.compile(r"[^\w.\- ]+")
PIECE = 1 << 20


@dataclass(frozen=True)
class Part:
    """What one holding has of the person."""

    holding: Holding
    rows: list[dict[str, Any]]
    files: list[KeptFile]


def make_copy(*, request_id: int, report: Report | None = None) -> str:
    """Make the file of a request and write to the person; gives the request's state. Run twice it is made once."""
    row = PersonRequest.objects.get(pk=request_id)
    if row.kind != RequestKind.EXPORT or row.state not in (RequestState.ASKED, RequestState.RUNNING):
        return row.state
    person = person_of(row)
    if person is None:
        return row.state
    PersonRequest.objects.filter(pk=row.pk, state=RequestState.ASKED).update(state=RequestState.RUNNING)
    with tempfile.TemporaryFile() as target:
        with translation.override(person.language):
            write_copy(target, read_parts(person), person, report or (lambda done, total: None))
        return _keep(row.pk, target, person)


def read_parts(person: Person) -> list[Part]:
    """Everything of this person in all hubs, as it stands at one moment: what changes meanwhile is in the copy whole or not at all."""
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return [part for holding in holdings() if holding.export or holding.files for part in [_read(holding, person)]]


def _read(holding: Holding, person: Person) -> Part:
    rows: list[dict[str, Any]] = []
    files: list[KeptFile] = []
    for hub in Hub.objects.order_by("pk"):
        with use_hub(hub):
            for told in holding.export(person) if holding.export else []:
                if dict(told) not in rows:  # an account is one in all hubs
                    rows.append(dict(told))
            files += [file for file in (holding.files(person) if holding.files else []) if file not in files]
    return Part(holding, rows, files)


def write_copy(target: IO[bytes], parts: list[Part], person: Person, report: Report) -> None:
    """The ZIP: data.json by schema.json, index.html to read, and the files."""
    made_at, total = timezone.now(), 2 + sum(len(part.files) for part in parts)
    done, told = 0, {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            told[part.holding.code] = []
            for number, file in enumerate(part.files, start=1):
                name = f"files/{part.holding.code}/{number}-{_plain(file.name)}"
                if _copy_file(archive, name, file):
                    told[part.holding.code].append(name)
                done += 1
                report(done, total)
        data = as_data(parts, told, person, made_at)
        archive.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        archive.writestr("schema.json", json.dumps(SCHEMA, indent=1))
        archive.writestr("index.html", render_to_string("privacy/copy.html", {"data": _readable(data), "made_at": made_at}))
    report(total, total)


def as_data(parts: list[Part], files: dict[str, list[str]], person: Person, made_at: datetime) -> dict[str, Any]:
    """The content of data.json, as schema.json describes it."""
    return {
        "format": FORMAT,
        "made_at": made_at,
        "hub": current_hub().code,
        "person": "member" if person.is_member else "guest",
        "holdings": [
            {
                "code": part.holding.code,
                "room": str(part.holding.room),
                "what": str(part.holding.what),
                "why": str(part.holding.why),
                "basis": part.holding.basis.value,
                "kept": kept_words(part.holding),
                "rows": part.rows,
                "files": files[part.holding.code],
            }
            for part in parts
            if part.rows or part.files
        ],
    }


def _readable(data: dict[str, Any]) -> dict[str, Any]:
    """The same with each row as pairs of a name and plain words."""

    def said(value: Any) -> str:
        if isinstance(value, dict | list):
            return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        return f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else str(value)

    def pairs(row: dict[str, Any]) -> list[tuple[str, str]]:
        return [(name.replace("__", ": ").replace("_", " "), said(value)) for name, value in row.items() if value not in (None, "", [], {})]

    return {**data, "holdings": [{**part, "rows": [pairs(row) for row in part["rows"]]} for part in data["holdings"]]}


def _plain(name: str) -> str:
    return UNSAFE.sub("_", PurePosixPath(name).name).strip(". ")[-100:] or "file"


def _copy_file(archive: zipfile.ZipFile, name: str, file: KeptFile) -> bool:
    """False where the storage has it no more: then the row tells of it, and the copy goes on."""
    try:
        source = file.storage.open(file.path)
    except FileNotFoundError:
        return False
    with source, archive.open(name, "w") as target:
        while piece := source.read(PIECE):
            target.write(piece)
    return True


@transaction.atomic
def _keep(pk: int, target: IO[bytes], person: Person) -> str:
    row = PersonRequest.objects.locked().get(pk=pk)
    if row.state != RequestState.RUNNING:  # made by another run, or erased meanwhile
        return row.state
    digest, size = hashlib.sha256(), 0
    target.seek(0)
    while piece := target.read(PIECE):
        digest.update(piece)
        size += len(piece)
    target.seek(0)
    name = row.file.storage.save(f"privacy/{row.public_id}.zip", File(target))
    now = timezone.now()
    row.file, row.size, row.sha256 = name, size, digest.hexdigest()
    row.state, row.ended_at, row.expires_at = RequestState.DONE, now, now + time_for("privacy.file")
    row.save()
    record(subject=row, action="privacy.export_made", after={"size": size, "expires_at": row.expires_at})
    tell(person, "copy_ready", key=f"privacy:ready:{row.pk}", day=row.expires_at)
    return row.state


def note_fetched(row: PersonRequest) -> None:
    """The history has it before the reader has the file."""
    record(subject=row, action="privacy.export_fetched", by=row.user)
