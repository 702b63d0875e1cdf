"""The Federation's register comes in: a file becomes residents, certificates and dated facts.

Invariants: nothing is written before every row was checked; a person is found by her citizen id, so that an import can
be run twice without doubling anybody; what the register does not say is left as it is; facts keep the register as
their source; nobody is deleted, who is gone is marked; a transaction is short, and between two there is a pause.
"""

from webapp.register.bad_rows import BadRowFile
from webapp.register.columns import ALSO, EXAMPLE, FACTS, Column, Heading, words_of
from webapp.register.errors import (
    CellMissing,
    CellTooLong,
    CellWrong,
    DateUnreadable,
    Disagrees,
    FileUnreadable,
    HeadingMissing,
    NumberRounded,
    PlaceAmbiguous,
    PlaceUnknown,
    TooManyGone,
    TwiceInFile,
    WordUnknown,
)
from webapp.register.imports import BadRow, Import, check_gone
from webapp.register.sheets import Cell, Sheet, open_sheet
from webapp.register.taking_in import Outcome
from webapp.register.template import write_template

__all__ = [
    "ALSO",
    "EXAMPLE",
    "FACTS",
    "BadRow",
    "BadRowFile",
    "Cell",
    "CellMissing",
    "CellTooLong",
    "CellWrong",
    "Column",
    "DateUnreadable",
    "Disagrees",
    "FileUnreadable",
    "Heading",
    "HeadingMissing",
    "Import",
    "NumberRounded",
    "Outcome",
    "PlaceAmbiguous",
    "PlaceUnknown",
    "Sheet",
    "TooManyGone",
    "TwiceInFile",
    "WordUnknown",
    "check_gone",
    "open_sheet",
    "words_of",
    "write_template",
]
