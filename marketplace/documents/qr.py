"""A QR code as the filled runs of its modules, which a Typst page draws as one black shape."""

import segno


def qr_runs(text: str) -> dict:
    """`size` in modules without the quiet zone, and `runs` of dark modules as [row, first column, length]."""
    code = segno.make(text, error="m", micro=False)
    runs = []
    for row, line in enumerate(code.matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append([row, start, column - start])
                start = None
    return {"size": len(code.matrix), "runs": runs}
