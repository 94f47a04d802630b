// tlgen names: the names of Unicode's characters as C tables (base/character_name.c).
#ifndef GEN_NAMES_H
#define GEN_NAMES_H

/// names OUTPUT.h NameAliases.txt NamedSequences.txt UnicodeData.txt...: 0, or an exit status with a message printed.
int names_command(int count, char **arguments);

#endif
