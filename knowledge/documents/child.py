"""The process that reads one file: `python -m knowledge.documents.child`, the file on stdin, JSON on stdout.

Files come from anywhere, and PDFium, Pillow and LibreOffice have had their holes: whatever happens here ends here.
"""

import resource
import sys

from knowledge.documents.reading import read_here
from knowledge.documents.wire import REFUSED, written
from knowledge.errors import KnowledgeError

MEMORY = 3 * 1024**3  # bytes of address space; LibreOffice takes about one and a half
SECONDS = 150  # of one core


def main() -> int:
    """Read stdin, answer on stdout; a sentence on stderr and REFUSED for a file that is not taken."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.write(written(*read_here(sys.stdin.buffer.read())))
    except KnowledgeError as error:
        sys.stderr.write(str(error))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
