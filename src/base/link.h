// A list of things that can leave it without knowing where it starts.
// Whoever is listed starts with its Link, so that a pointer to one is a pointer to the other.
#ifndef BASE_LINK_H
#define BASE_LINK_H

#include <stddef.h>

typedef struct Link {
    struct Link *next;
    struct Link **place; // what points to this one: the list, or the one before
} Link;

/// Puts a link first.
static inline void link_add(Link *link, Link **list)
{
    link->next = *list;
    link->place = list;
    if (link->next)
        link->next->place = &link->next;
    *list = link;
}

/// Takes a link out of the list that it is in.
static inline void link_remove(Link *link)
{
    *link->place = link->next;
    if (link->next)
        link->next->place = link->place;
}

/// Makes `list`, which is empty, the list that `other` is.
static inline void link_move(Link **list, Link **other)
{
    *list = *other;
    *other = NULL;
    if (*list)
        (*list)->place = list;
}

#endif
