// The names that Unicode gives to characters: "LATIN SMALL LETTER A". The tables are made by tlgen names.
#ifndef BASE_CHARACTER_NAME_H
#define BASE_CHARACTER_NAME_H

#include <stddef.h>
#include <stdint.h>

enum { CHARACTER_NAME_SIZE = 256 }; // longer texts name nothing

/// Writes the name of a character with a NUL behind it; returns its length, 0 where it has none (controls).
size_t character_name(uint32_t code_point, char out[CHARACTER_NAME_SIZE]);
/// The character of a name or an alias ("LF"), in capitals or small letters; -1 where there is none.
int64_t character_named(const char *name, size_t length);
/// The characters of a named sequence as hexadecimal numbers between blanks, or NULL.
const char *character_sequence_named(const char *name, size_t length);

#endif
