"""Write one page of text as a PDF: enough for an invoice that can be opened, printed and searched."""

LINE_HEIGHT = 16
TOP = 790
LEFT = 56


def document(lines: list[str]) -> bytes:
    """Return a PDF with the lines of text set in Helvetica, the first one large."""
    parts = ["BT", f"/F1 18 Tf {LEFT} {TOP} Td ({_escaped(lines[0])}) Tj", "/F1 11 Tf", f"0 {-2 * LINE_HEIGHT} Td"]
    for line in lines[1:]:
        parts.append(f"({_escaped(line)}) Tj 0 {-LINE_HEIGHT} Td")
    content = "\n".join([*parts, "ET"]).encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    text = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        text
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(text),
        )
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
