# Code pages, and string escapes as encodings: both ways, with every error handler.
import codecs

PAGES = ["cp437", "cp850", "cp852", "cp866", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256",
         "cp1257", "cp1258", "koi8-r", "koi8-u", "mac-roman"] + [f"iso8859-{i}" for i in range(2, 17) if i not in (11, 12)]
every = bytes(range(128, 256))
for page in PAGES:
    text = every.decode(page, "replace")
    print(page, ascii(text), text.replace("\ufffd", "").encode(page) == bytes(
        b for b, c in zip(every, text) if c != "\ufffd"))
for name in ("windows-1252", "1252", "CP1252", "latin2", "L2", "ISO-8859-15", "iso_8859_15", "latin9", "macroman",
             "KOI8_R", "ibm437", "cyrillic", "greek"):
    print(name, "ä€жα".encode(name, "ignore"), codecs.decode(b"\x80\xe4", name, "replace"))
for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape"):
    for encoding, text, data in (("cp1252", "aж\u0100b", b"a\x81\x8db"), ("iso8859-7", "é€", b"\xae\xff")):
        for action in (lambda: text.encode(encoding, errors), lambda: data.decode(encoding, errors)):
            try:
                print(encoding, errors, ascii(action()))
            except Exception as error:
                print(encoding, errors, type(error).__name__, ascii(str(error)))

TEXT = "a\t\n\r\x00\x7f\\'\"é\xff\u20ac\U0001f600\ud800z"
for encoding in ("unicode_escape", "raw_unicode_escape", "unicode-escape"):
    print(encoding, TEXT.encode(encoding), TEXT.encode(encoding).decode(encoding) == TEXT)
for data in (rb"\x41\101\60\u20ac\U0001F600\n\\\'\"\a\0", b"a\\\nb", rb"\x4", rb"\u12", rb"\U0011ffff", b"\\", rb"\x", rb"\u",
             b"\xe9\\xe9", rb"\\u0041", rb"\777\18", rb"\xzz", rb"\u00e9\U0000"):
    for encoding in ("unicode_escape", "raw_unicode_escape"):
        for errors in ("strict", "replace", "ignore"):
            try:
                print(encoding, errors, data, ascii(data.decode(encoding, errors)))
            except UnicodeDecodeError as error:
                print(encoding, errors, data, error, error.start, error.end)
