"""A QR code as SVG, which a Typst page takes in as one path."""

import io

import segno

MASK = 2


def qr_svg(text: str) -> str:
    """Black modules without a quiet zone; the page leaves the white around it.

    One mask for all: weighing the eight masks costs more than the rest of the code, and a clean print needs no best one."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False, mask=MASK)
    code.save(out, kind="svg", border=0, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return out.getvalue().decode()
