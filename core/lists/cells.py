"""What a cell of text is on its way out and back: harmless to whoever opens it, and the same."""

#: Blanks at the edge of a cell mean nothing; zero-width ones come from copying web pages.
EDGES = " \t\r\n\u3000\u00a0\u200b\ufeff"
#: What a spreadsheet takes for the start of a formula; full-width forms are folded by some.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: The largest cell that a spreadsheet opens.
LONGEST = 32_000


def as_text(value: object) -> str:
    """A value as text that a sheet can hold: without the characters that none can."""
    text = "" if value is None else str(value)
    return "".join(char for char in text if char >= " " or char in "\t\n")[:LONGEST]


def harmless(text: str) -> str:
    """``text`` so that no spreadsheet calculates it: a quote before what begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_it_was(cell: str) -> str:
    """What ``harmless`` was given, so that an exported list comes back unchanged."""
    quoted = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if quoted else cell
