"""What the reading process tells its parent, as JSON: plain data, because what reads hostile files is not trusted."""

import json
from base64 import b64decode, b64encode
from typing import Any

from knowledge.documents.document import Document, Page, PagePictures, Picture

REFUSED = 3  # the exit status for a file that is understood and not taken; the sentence is on stderr


def written(document: Document, pictures: list[PagePictures]) -> str:
    """A document with its pictures as JSON."""
    return json.dumps(
        {
            "content_type": document.content_type,
            "pages": [[p.text, p.scanned] for p in document.pages],
            "quality": document.quality,
            "problems": list(document.problems),
            "pictures": [[_written(p.large), _written(p.small)] for p in pictures],
        }
    )


def read_back(text: str) -> tuple[Document, list[PagePictures]]:
    """The same from JSON. Errors: ValueError, KeyError or TypeError for anything else."""
    told = json.loads(text)
    pages = tuple(Page(str(words), bool(scanned)) for words, scanned in told["pages"])
    document = Document(str(told["content_type"]), pages, float(told["quality"]), tuple(map(str, told["problems"])))
    return document, [PagePictures(_picture(large), _picture(small)) for large, small in told["pictures"]]


def _written(picture: Picture) -> list[Any]:
    return [b64encode(picture.jpeg).decode(), picture.width, picture.height]


def _picture(told: list[Any]) -> Picture:
    return Picture(b64decode(told[0]), int(told[1]), int(told[2]))
