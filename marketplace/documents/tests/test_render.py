import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader

from marketplace.documents.qr import qr_svg
from marketplace.documents.render import CannotDraw, NoGlyph, render


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_render_gives_a_pdf_whose_words_can_be_read_in_both_scripts():
    pdf = render("coverage", {"text": "Musasa washed 穆萨萨水洗 1,234.50"})

    assert pdf.startswith(b"%PDF-")
    assert text_of(pdf) == "Musasa washed 穆萨萨水洗 1,234.50"


def test_render_gives_the_same_bytes_for_the_same_data():
    assert render("coverage", {"text": "卢旺达"}) == render("coverage", {"text": "卢旺达"})
    assert render("coverage", {"text": "卢旺达"}) != render("coverage", {"text": "中国"})


def test_render_is_true_when_many_threads_draw_at_once():
    texts = [f"装箱单 {number}" for number in range(40)]
    alone = [render("coverage", {"text": text}) for text in texts]
    start = threading.Barrier(4)

    def draw(share: list[str]) -> list[bytes]:
        start.wait()
        return [render("coverage", {"text": text}) for text in share]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(draw, [texts] * 4))

    assert together == [alone] * 4


def test_render_takes_text_as_text_when_it_looks_like_typst():
    assert text_of(render("coverage", {"text": '#sys.version *a* $x$ "q"'})) == '#sys.version *a* $x$ "q"'


def test_render_refuses_a_character_without_type():
    with pytest.raises(NoGlyph) as refusal:
        render("coverage", {"text": "Seoul 한"})

    assert refusal.value.text == "한"


def test_render_refuses_a_template_that_is_not_there():
    with pytest.raises(CannotDraw, match="no template"):
        render("nowhere", {})


def test_render_refuses_data_without_what_the_page_prints():
    with pytest.raises(CannotDraw):
        render("coverage", {})


def test_a_qr_code_is_one_black_path_without_margin():
    svg = qr_svg("https://isoko.example/documents/verify/7K3M-Q9TX-2D4F/")

    assert 'width="33" height="33"' in svg
    assert svg.count("<path") == 1 and 'd="M0 0h7' in svg
