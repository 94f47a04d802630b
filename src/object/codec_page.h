// Code pages: encodings of one byte a character whose lower half is ASCII.
#ifndef OBJECT_CODEC_PAGE_H
#define OBJECT_CODEC_PAGE_H

#include <stdint.h>

typedef struct CodePage {
    const char *name;
    const char *names;      // each between blanks, lower case, without punctuation
    const char *characters; // of the last bytes, in UTF-8; U+FFFD where a byte stands for nothing
} CodePage;

enum { CODE_PAGE_NOTHING = 0xFFFD };

/// The page of a name without punctuation, NULL where there is none.
const CodePage *code_page_find(const char *plain);
/// The character that a byte stands for, or CODE_PAGE_NOTHING.
uint32_t code_page_character(const CodePage *page, unsigned char byte);
/// The byte of a character, -1 where the page lacks it.
int code_page_byte(const CodePage *page, uint32_t c);

#endif
