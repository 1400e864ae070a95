"""A QR code as SVG, which a Typst page takes in as one path."""

import zxingcpp

MASK = 2


def qr_svg(text: str) -> str:
    """Black modules without a quiet zone; the page leaves the white around it. Level M: a seventh of the code may be lost.

    One mask for all: weighing the eight masks costs more than the rest of the code, and a clean print needs no best one."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=MASK)
    return zxingcpp.write_barcode_to_svg(code, add_quiet_zones=False)
