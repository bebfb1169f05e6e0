"""A link as a QR code: the matrix of its modules."""

import segno

MOST = 2953
"""So many bytes the largest QR code holds."""


class TooLongError(ValueError):
    """A link does not fit; the message is for the reader."""


def modules(link: str) -> list[str]:
    """The rows of a link's QR code, each with a `1` for a dark module and a `0` for a light one.

    The quiet zone around it is not among them. It is corrected as far as its size lets it be.

    Raises:
        TooLongError: if the link is longer than a QR code can hold.
    """
    try:
        code = segno.make(link, micro=False, error="l")
    except segno.DataOverflowError:
        raise TooLongError(
            f"This link has {len(link)} characters, and the largest QR code holds {MOST}. "
            "Copy the link instead."
        ) from None
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
