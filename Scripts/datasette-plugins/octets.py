"""Shows octets that peers sent: replies as text, certificates by their first octets.

Datasette links octets to the row that has them; rows of views have no key, and the page fails. A text that is returned here
is escaped by Datasette.
"""
import string

from datasette import hookimpl

SHOWN = 80  # characters of a long value
PLAIN = frozenset((string.ascii_letters + string.digits + string.punctuation + " ").encode()) - {ord("\\")}


def plain(octets):
    """Printable ASCII as it is, everything else as an escape."""
    return "".join(chr(octet) if octet in PLAIN else f"\\x{octet:02x}" for octet in octets)


@hookimpl
def render_cell(value, column):
    if not isinstance(value, bytes):
        return None
    if not value:
        return "\xa0"  # what is empty Datasette takes for no answer
    # Certificates are no text at all.
    text = value.hex() if column == "der" else plain(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(value)} octets)"
