// list.sort: a stable merge sort of natural runs (Tim Peters' timsort; merge order by Munro and Wild's powersort).
//
// Comparisons may run Python code, so the items are taken out of the list while they are sorted; a list that
// is no longer empty afterwards was changed by a comparison.
#include <string.h>

#include "object/container.h"
#include "object/list.h"
#include "object/str.h"

// One item with the key it is ordered by. Without a key function both are the same value, counted once.
typedef struct SortItem {
    Value key;
    Value item;
} SortItem;

typedef struct Sorter Sorter;
typedef bool (*LessFunction)(Sorter *sorter, Value a, Value b, bool *less);

typedef struct Run {
    size_t start;
    size_t count;
    int power; // of the boundary to the run behind
} Run;

enum { MAXIMUM_RUNS = 85, SHORTEST_SPLIT = 64 };

struct Sorter {
    Interp *interp;
    LessFunction less;
    SortItem *items;
    SortItem *scratch; // as many as `items`
    size_t count;
    size_t since_poll; // items moved
    Run runs[MAXIMUM_RUNS];
    size_t run_count;
};

// Counts items that were moved, and looks at the limits now and then.
static bool count_moved(Sorter *sorter, size_t count)
{
    enum { POLL_ITEMS = 1 << 16 };
    sorter->since_poll += count;
    if (sorter->since_poll < POLL_ITEMS)
        return true;
    sorter->since_poll = 0;
    return interp_poll(sorter->interp);
}

static bool less_int(Sorter *sorter, Value a, Value b, bool *less)
{
    (void)sorter;
    *less = a.integer < b.integer;
    return true;
}

static bool less_float(Sorter *sorter, Value a, Value b, bool *less)
{
    (void)sorter;
    *less = a.real < b.real;
    return true;
}

static bool less_str(Sorter *sorter, Value a, Value b, bool *less)
{
    (void)sorter;
    *less = str_compare(str_of(a), str_of(b)) < 0;
    return true;
}

static bool less_any(Sorter *sorter, Value a, Value b, bool *less)
{
    Value answer = value_compare(sorter->interp, a, b, COMPARE_LT);
    if (value_is_error(answer))
        return false;
    bool ok = value_truth(sorter->interp, answer, less);
    value_drop(answer);
    return ok;
}

// The order of two values that need no code to be compared: -1, 0, 1; 2 where they need some.
static int quick_order(Interp *interp, Value a, Value b)
{
    if (a.tag == TAG_INT && b.tag == TAG_INT)
        return a.integer < b.integer ? -1 : a.integer > b.integer;
    if (a.tag == TAG_FLOAT && b.tag == TAG_FLOAT && a.real == a.real && b.real == b.real)
        return a.real < b.real ? -1 : a.real > b.real;
    if (sequence_is_exact(interp, a, TYPE_STR) && sequence_is_exact(interp, b, TYPE_STR))
        return str_compare(str_of(a), str_of(b));
    return 2;
}

static bool less_tuple(Sorter *sorter, Value a, Value b, bool *less)
{
    const Tuple *left = tuple_of(a), *right = tuple_of(b);
    size_t shorter = left->count < right->count ? left->count : right->count;
    for (size_t i = 0; i < shorter; i++) {
        int order = quick_order(sorter->interp, left->items[i], right->items[i]);
        bool equal = order == 0;
        if (order == 2 && !value_equal(sorter->interp, left->items[i], right->items[i], &equal))
            return false;
        if (equal)
            continue;
        *less = order < 0;
        return order != 2 || less_any(sorter, left->items[i], right->items[i], less);
    }
    *less = left->count < right->count;
    return true;
}

// The cheapest comparison that fits all keys.
static LessFunction choose_less(Sorter *sorter)
{
    size_t ints = 0, floats = 0, strs = 0, tuples = 0;
    for (size_t i = 0; i < sorter->count; i++) {
        Value key = sorter->items[i].key;
        ints += key.tag == TAG_INT || key.tag == TAG_BOOL;
        floats += key.tag == TAG_FLOAT;
        strs += sequence_is_exact(sorter->interp, key, TYPE_STR);
        tuples += sequence_is_exact(sorter->interp, key, TYPE_TUPLE);
    }
    if (ints == sorter->count)
        return less_int;
    if (floats == sorter->count)
        return less_float;
    return strs == sorter->count ? less_str : tuples == sorter->count ? less_tuple : less_any;
}

static void reverse_items(SortItem *items, size_t count)
{
    for (size_t i = 0, j = count; i + 1 < j; i++) {
        SortItem item = items[i];
        items[i] = items[--j];
        items[j] = item;
    }
}

// Moves *end behind the items that are not less than their predecessor.
static bool extend_ascending(Sorter *sorter, size_t *end)
{
    for (; *end < sorter->count; ++*end) {
        bool less;
        if (!sorter->less(sorter, sorter->items[*end].key, sorter->items[*end - 1].key, &less))
            return false;
        if (less)
            break;
    }
    return true;
}

// Moves *end behind a descending run. Groups of equal items are turned round as they end, so that turning the whole
// run round leaves them in order.
static bool extend_descending(Sorter *sorter, size_t *end)
{
    SortItem *items = sorter->items;
    size_t equals = 0; // items equal to their predecessor, up to *end
    for (; *end < sorter->count; ++*end) {
        bool less, greater = false;
        if (!sorter->less(sorter, items[*end].key, items[*end - 1].key, &less) ||
            (!less && !sorter->less(sorter, items[*end - 1].key, items[*end].key, &greater)))
            return false;
        if (greater)
            break;
        if (!less) {
            equals++;
        } else if (equals) {
            reverse_items(items + *end - equals - 1, equals + 1);
            equals = 0;
        }
    }
    if (equals)
        reverse_items(items + *end - equals - 1, equals + 1);
    return true;
}

// The length of the run at `start`; a descending one is turned round. The order of comparisons is CPython 3.13's, as
// programs can watch it.
static bool find_run(Sorter *sorter, size_t start, size_t *count)
{
    SortItem *items = sorter->items;
    size_t end = start + 1;
    bool ascending = false;
    if (!extend_ascending(sorter, &end))
        return false;
    if (end < sorter->count) { // items[end] is less than its predecessor
        if (end - start > 1) {
            if (!sorter->less(sorter, items[start].key, items[end - 1].key, &ascending))
                return false;
            if (!ascending) // all equal so far
                reverse_items(items + start, end - start);
        }
        if (!ascending) {
            end++;
            if (!extend_descending(sorter, &end))
                return false;
            reverse_items(items + start, end - start);
            if (!extend_ascending(sorter, &end))
                return false;
        }
    }
    *count = end - start;
    return true;
}

// Sorts [start, start + count) by binary insertion; the first `sorted` items are in order.
static bool insertion_sort(Sorter *sorter, size_t start, size_t count, size_t sorted)
{
    SortItem *items = sorter->items + start;
    for (; sorted < count; sorted++) {
        SortItem pivot = items[sorted];
        size_t low = 0, high = sorted;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            bool less;
            if (!sorter->less(sorter, pivot.key, items[middle].key, &less))
                return false;
            if (less)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(items + low + 1, items + low, (sorted - low) * sizeof *items);
        items[low] = pivot;
    }
    return count_moved(sorter, count);
}

// Where `key` belongs in items[0, count): behind its equals when `after` is set, else before them. Searches in
// steps that double from the front, so that runs that hardly overlap cost little.
static bool gallop(Sorter *sorter, const SortItem *items, size_t count, Value key, bool after, size_t *place)
{
    size_t low = 0, step = 1, high;
    bool less;
    for (high = 0;; high = high + step < count ? high + step : count, step *= 2) {
        if (high >= count) {
            high = count;
            break;
        }
        bool ok = after ? sorter->less(sorter, key, items[high].key, &less)
                        : sorter->less(sorter, items[high].key, key, &less);
        if (!ok)
            return false;
        if (less == after)
            break;
        low = high + 1;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool ok = after ? sorter->less(sorter, key, items[middle].key, &less)
                        : sorter->less(sorter, items[middle].key, key, &less);
        if (!ok)
            return false;
        if (less == after)
            high = middle;
        else
            low = middle + 1;
    }
    *place = low;
    return true;
}

// Merges two neighbouring runs. Whatever fails, every item stays in `items` exactly once.
static bool merge(Sorter *sorter, size_t start, size_t left_count, size_t right_count)
{
    SortItem *left = sorter->scratch, *items = sorter->items + start, *right = items + left_count;
    size_t skip;
    if (!gallop(sorter, items, left_count, right->key, true, &skip))
        return false;
    items += skip; // these are in their places already
    left_count -= skip;
    memcpy(left, items, left_count * sizeof *left);
    size_t l = 0, r = 0, out = 0;
    bool ok = true;
    while (l < left_count && r < right_count) {
        bool less;
        ok = sorter->less(sorter, right[r].key, left[l].key, &less) && count_moved(sorter, 1);
        if (!ok)
            break;
        items[out++] = less ? right[r++] : left[l++];
    }
    memcpy(items + out, left + l, (left_count - l) * sizeof *left); // the right rest stands where it belongs
    return ok;
}

static bool merge_top(Sorter *sorter)
{
    Run *a = &sorter->runs[sorter->run_count - 2], *b = &sorter->runs[sorter->run_count - 1];
    bool ok = merge(sorter, a->start, a->count, b->count);
    a->count += b->count;
    a->power = b->power;
    sorter->run_count--;
    return ok;
}

// The depth of the boundary between two runs in a perfectly balanced tree over all items.
static int boundary_power(size_t start, size_t count_1, size_t count_2, size_t total)
{
    size_t a = 2 * start + count_1, b = a + count_1 + count_2;
    for (int power = 1;; power++) {
        if (a >= total) {
            a -= total;
            b -= total;
        } else if (b >= total) {
            return power;
        }
        a *= 2;
        b *= 2;
    }
}

// The shortest run worth merging: `count` over a power of two, 32 to 64.
static size_t minimum_run(size_t count)
{
    size_t lost = 0;
    while (count >= SHORTEST_SPLIT) {
        lost |= count & 1;
        count >>= 1;
    }
    return count + lost;
}

static bool push_run(Sorter *sorter, size_t start, size_t count)
{
    if (sorter->run_count) {
        Run *last = &sorter->runs[sorter->run_count - 1];
        int power = boundary_power(last->start, last->count, count, sorter->count);
        while (sorter->run_count > 1 && sorter->runs[sorter->run_count - 2].power > power) {
            if (!merge_top(sorter))
                return false;
        }
        sorter->runs[sorter->run_count - 1].power = power;
    }
    sorter->runs[sorter->run_count++] = (Run){start, count, 0};
    return true;
}

static bool sort_items(Sorter *sorter)
{
    size_t least = minimum_run(sorter->count);
    for (size_t start = 0; start < sorter->count;) {
        size_t count, left = sorter->count - start;
        if (!find_run(sorter, start, &count))
            return false;
        if (count < least) {
            size_t forced = left < least ? left : least;
            if (!insertion_sort(sorter, start, forced, count))
                return false;
            count = forced;
        }
        if (!push_run(sorter, start, count))
            return false;
        start += count;
    }
    while (sorter->run_count > 1) {
        if (!merge_top(sorter))
            return false;
    }
    return true;
}

// Fills the sorter with items and their keys; the items stay the caller's, the keys are owned where there is a key
// function.
static bool make_keys(Sorter *sorter, const Value *values, Value key)
{
    for (size_t i = 0; i < sorter->count; i++)
        sorter->items[i] = (SortItem){VALUE_UNSET, values[i]};
    for (size_t i = 0; i < sorter->count; i++) {
        Value made = key.tag == TAG_NONE ? values[i] : value_call_values(sorter->interp, key, 1, &values[i]);
        if (value_is_error(made))
            return false;
        sorter->items[i].key = made;
    }
    return true;
}

static bool sort_values(Interp *interp, Value *values, size_t count, Value key, bool reverse)
{
    Sorter sorter = {.interp = interp, .count = count};
    size_t bytes = count * sizeof(SortItem);
    sorter.items = mem_alloc(&interp->memory, bytes);
    sorter.scratch = sorter.items ? mem_alloc(&interp->memory, bytes) : NULL;
    bool ok = sorter.scratch != NULL;
    if (ok) {
        ok = make_keys(&sorter, values, key);
        if (ok) {
            sorter.less = choose_less(&sorter);
            if (reverse) // twice turned round, equal items keep their order
                reverse_items(sorter.items, count);
            ok = sort_items(&sorter);
            if (reverse)
                reverse_items(sorter.items, count);
        }
        for (size_t i = 0; i < count; i++)
            values[i] = sorter.items[i].item;
        for (size_t i = 0; key.tag != TAG_NONE && i < count; i++)
            value_drop(sorter.items[i].key);
    }
    mem_free(&interp->memory, sorter.scratch, bytes);
    mem_free(&interp->memory, sorter.items, bytes);
    return ok;
}

bool list_sort(Interp *interp, Value v, Value key, bool reverse)
{
    List *list = list_of(v);
    Value *items = list->items;
    size_t count = list->count, capacity = list->capacity;
    if (count == 0 || (count == 1 && key.tag == TAG_NONE))
        return true;
    list->items = NULL;
    list->count = list->capacity = 0;
    bool ok = sort_values(interp, items, count, key, reverse);
    bool modified = list->items != NULL;
    Value *intruders = list->items;
    size_t intruder_count = list->count, intruder_capacity = list->capacity;
    list->items = items;
    list->count = count;
    list->capacity = capacity;
    for (size_t i = 0; i < intruder_count; i++)
        value_drop(intruders[i]);
    mem_free(&interp->memory, intruders, intruder_capacity * sizeof *intruders);
    if (ok && modified) {
        raise_value_error(interp, "list modified during sort");
        return false;
    }
    return ok;
}
