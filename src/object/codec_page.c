#include "object/codec_page.h"

#include <string.h>

#include "base/text.h"

static const CodePage PAGES[] = {
#define PAGE(name, names, characters) {name, names, characters},
#include "codepages.def"
#undef PAGE
};

const CodePage *code_page_find(const char *plain)
{
    size_t length = strlen(plain);
    for (size_t i = 0; i < COUNT_OF(PAGES); i++) {
        for (const char *at = PAGES[i].names; length && (at = strstr(at, plain)); at++) {
            if (at[-1] == ' ' && at[length] == ' ')
                return &PAGES[i];
        }
    }
    return NULL;
}

// The first byte whose character the page names; those in front are themselves.
static uint32_t first_byte(const CodePage *page)
{
    uint32_t count = 0;
    for (const char *at = page->characters; *at; at++)
        count += (*at & 0xC0) != 0x80;
    return 256 - count;
}

uint32_t code_page_character(const CodePage *page, unsigned char byte)
{
    uint32_t first = first_byte(page);
    if (byte < first)
        return byte;
    size_t width;
    const char *at = page->characters;
    for (uint32_t c = utf8_decode(at, &width);; c = utf8_decode(at, &width)) {
        if (first++ == byte)
            return c;
        at += width;
    }
}

int code_page_byte(const CodePage *page, uint32_t c)
{
    uint32_t first = first_byte(page);
    if (c < first)
        return (int)c;
    if (c == CODE_PAGE_NOTHING)
        return -1;
    size_t width;
    for (const char *at = page->characters; *at; at += width, first++) {
        if (utf8_decode(at, &width) == c)
            return (int)first;
    }
    return -1;
}
