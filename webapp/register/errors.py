"""What can be wrong with a register: the file, its heading, one cell, or what the whole of it would do.

DomainError
├── FileUnreadable        the file as a whole. facts: ``reason``
├── HeadingMissing        no row names the columns that must be there. facts: ``columns``
├── TooManyGone           so many would be marked as having left that the file is probably cut off. facts: ``gone``,
│                         ``known``
└── CellWrong             one cell; all of these name their ``column``
    ├── CellMissing
    ├── CellTooLong       facts: ``longest``
    ├── NumberRounded     a spreadsheet has rounded a long number
    ├── DateUnreadable
    ├── WordUnknown       facts: ``known`` (the words that may stand there)
    ├── PlaceUnknown
    ├── PlaceAmbiguous     facts: ``codes`` (those that bear the name)
    ├── Disagrees         the cell says otherwise than the certificate's number
    └── TwiceInFile       facts: ``row`` (the row that has the person already)

Rules of people and certificates raise their own (BadCitizenId, BadPhone, BadCertificateNumber, CertificateOfAnother).
"""

from webapp.core import Invalid, NotPossibleNow


class FileUnreadable(Invalid):
    """``reason``: missing, kind, old_excel, encoding, broken, empty."""


class HeadingMissing(Invalid): ...


class TooManyGone(NotPossibleNow): ...


class CellWrong(Invalid): ...


class CellMissing(CellWrong): ...


class CellTooLong(CellWrong): ...


class NumberRounded(CellWrong): ...


class DateUnreadable(CellWrong): ...


class WordUnknown(CellWrong): ...


class PlaceUnknown(CellWrong): ...


class PlaceAmbiguous(CellWrong): ...


class Disagrees(CellWrong): ...


class TwiceInFile(CellWrong): ...
