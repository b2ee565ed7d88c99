"""Makes the PDF. The only file that knows typst.

The article reaches the template as data (sys.inputs), never as source: no character of it means anything to typst.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "leaflet.typ"


def compiled(sheet: dict[str, Any], timestamp: int) -> tuple[bytes, int]:
    """The PDF of a sheet's data and its number of pages. The same data and timestamp (Unix seconds) give equal bytes.

    The PDF is PDF/UA-1 (headings and reading order for screen readers) where it can be. Fonts of the machine are not
    used.
    """
    compiler = typst.Compiler(
        str(_TEMPLATE),
        root=str(_HERE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
    )
    try:
        pdf = compiler.compile(format="pdf", timestamp=timestamp, pdf_standards="ua-1")
    except typst.TypstError:  # a letter that no font has, or no title: not accessible, but still a leaflet
        pdf = compiler.compile(format="pdf", timestamp=timestamp)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf, int(compiler.query("<pages>", field="value", one=True))


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")])
