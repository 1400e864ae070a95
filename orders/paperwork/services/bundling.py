"""The pack as one file: the PDFs as they were drawn, the data they were drawn from, the invoice as UBL, and a list of fingerprints."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence

from ..enums import Kind
from ..models import Document
from ..pack.ubl import invoice_xml
from .drawing import stored_pdf

STILL = (1980, 1, 1, 0, 0, 0)  # one time for all, so that the same papers give the same bytes


def bundle(documents: Sequence[Document]) -> bytes:
    """A ZIP of these drawn documents. Raises DamagedFile where a stored file is not the one that was drawn."""
    files: dict[str, bytes] = {}
    for document in documents:
        files[document.file_name] = stored_pdf(document)
        if document.kind == Kind.INVOICE:
            files[f"{document.number}-v{document.version}.xml"] = invoice_xml(document.frozen)
    data = [
        {
            "kind": document.kind,
            "number": document.number,
            "version": document.version,
            "order": document.order_number,
            "issued_at": document.issued_at.isoformat(),
            "check_code": document.check_code,
            "file": document.file_name,
            "sha256": document.sha256,
            "facts": document.facts,
        }
        for document in documents
    ]
    files["pack.json"] = json.dumps(data, ensure_ascii=False, indent=1).encode()
    files["SHA256SUMS"] = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, STILL), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
