import hashlib
import string
import unicodedata

def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
s = "Ślusàrski É ﬁ ① Å 한글 ǖ ế q̣̇ q̣̇ \ud800 x"
for f in ("NFC","NFD","NFKC","NFKD"):
    t(lambda: ascii(unicodedata.normalize(f, s))); t(lambda: unicodedata.is_normalized(f, s))
def unicodeToAscii(s):
    return ''.join(c for c in unicodedata.normalize('NFD', s) if unicodedata.category(c) != 'Mn' and c in string.ascii_letters + " .,;'")
print(unicodeToAscii("Ślusàrski"), unicodeToAscii("O'Néàl"))
for c in "aA1 -_(²½é\n\u0301ㄱ漢\u200d😀$+€": t(lambda: (c, unicodedata.category(c), unicodedata.combining(c), unicodedata.bidirectional(c), unicodedata.mirrored(c)))
t(lambda: unicodedata.category("ab")); t(lambda: unicodedata.category(5)); t(lambda: unicodedata.normalize("X","é")); t(lambda: unicodedata.normalize("NFC",5)); t(lambda: unicodedata.decimal("5")); t(lambda: unicodedata.decimal("x")); t(lambda: unicodedata.decimal("x",None)); t(lambda: unicodedata.decomposition("a"))


cats="".join(unicodedata.category(chr(i)) for i in range(0x30000)); 
print(hashlib.md5(cats.encode()).hexdigest(), hashlib.md5("".join(unicodedata.normalize("NFD",chr(i)) for i in range(0x30000) if not 0xd800<=i<0xe000).encode()).hexdigest(), hashlib.md5("".join(unicodedata.normalize("NFKC",chr(i)) for i in range(0x30000) if not 0xd800<=i<0xe000).encode()).hexdigest(), hashlib.md5("".join(unicodedata.bidirectional(chr(i)) for i in range(0x3000)).encode()).hexdigest())
