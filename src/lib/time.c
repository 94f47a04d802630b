// time: clocks, calendar times, sleep.
#include <errno.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "lib/support.h"

static int64_t clock_nanoseconds(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

#define TIME_CLOCK(name, clock, doc)                                                                                   \
    NATIVE(time_##name, #name "()", doc)                                                                               \
    {                                                                                                                  \
        return value_from_float((double)clock_nanoseconds(clock) * 1e-9);                                              \
    }                                                                                                                  \
    NATIVE(time_##name##_ns, #name "_ns()", doc)                                                                       \
    {                                                                                                                  \
        return value_from_int(clock_nanoseconds(clock));                                                               \
    }
TIME_CLOCK(time, CLOCK_REALTIME, "Returns the time since 1970, UTC.")
TIME_CLOCK(perf_counter, CLOCK_MONOTONIC, "Returns a clock for measuring durations.")
TIME_CLOCK(monotonic, CLOCK_MONOTONIC, "Returns a clock that never goes back.")
TIME_CLOCK(process_time, CLOCK_PROCESS_CPUTIME_ID, "Returns the processor time of the process.")
TIME_CLOCK(thread_time, CLOCK_THREAD_CPUTIME_ID, "Returns the processor time of the thread.")

NATIVE(time_sleep, "sleep(seconds, /)", "Waits for a number of seconds.")
{
    double seconds;
    if (!int_check(interp, arg[0]) && arg[0].tag != TAG_FLOAT && !value_type(interp, arg[0])->slots.to_float)
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer",
                                value_type_name(interp, arg[0]));
    if (!value_to_double(interp, arg[0], &seconds))
        return VALUE_ERROR;
    if (isnan(seconds))
        return raise_value_error(interp, "Invalid value NaN (not a number)");
    if (seconds < 0)
        return raise_value_error(interp, "sleep length must be non-negative");
    if (seconds > 9e9)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "timestamp too large to convert to C PyTime_t");
    return !interp->hooks.sleep || interp->hooks.sleep(interp, seconds) ? VALUE_NONE : VALUE_ERROR;
}

/// Makes a time.struct_time from a broken-down time.
static Value struct_time(Interp *interp, const struct tm *tm)
{
    Value class = support_import(interp, "_timeinfo", "struct_time");
    if (value_is_error(class))
        return VALUE_ERROR;
    Value zone = str_from_string(interp, tm->tm_zone ? tm->tm_zone : "UTC");
    Value fields[11] = {
        value_from_int(tm->tm_year + 1900),
        value_from_int(tm->tm_mon + 1),
        value_from_int(tm->tm_mday),
        value_from_int(tm->tm_hour),
        value_from_int(tm->tm_min),
        value_from_int(tm->tm_sec),
        value_from_int((tm->tm_wday + 6) % 7),
        value_from_int(tm->tm_yday + 1),
        value_from_int(tm->tm_isdst),
        zone,
        value_from_int(tm->tm_gmtoff),
    };
    Value tuple = value_is_error(zone) ? VALUE_ERROR : tuple_from_values_take(interp, 11, fields);
    Value result = value_is_error(tuple) ? VALUE_ERROR : value_call_values(interp, class, 1, &tuple);
    value_drop(tuple);
    value_drop(class);
    return result;
}

/// The seconds of gmtime's and its like's argument: None is now.
static bool seconds_of(Interp *interp, Value v, time_t *out)
{
    double seconds;
    if (value_is_none(v)) {
        *out = time(NULL);
        return true;
    }
    if (!value_to_double(interp, v, &seconds))
        return false;
    if (!(fabs(seconds) < 6.7e16)) {
        value_raise(interp, ERROR_OVERFLOW_ERROR, "timestamp out of range for platform time_t");
        return false;
    }
    *out = (time_t)floor(seconds);
    return true;
}

static Value broken_down(Interp *interp, Value v, struct tm *(*convert)(const time_t *, struct tm *))
{
    time_t seconds;
    struct tm tm;
    if (!seconds_of(interp, v, &seconds))
        return VALUE_ERROR;
    if (!convert(&seconds, &tm))
        return exception_raise_os(interp, EOVERFLOW, VALUE_NONE);
    return struct_time(interp, &tm);
}
NATIVE(time_gmtime, "gmtime(seconds=None, /)", "Returns the calendar time in UTC.")
{
    return broken_down(interp, arg[0], gmtime_r);
}
NATIVE(time_localtime, "localtime(seconds=None, /)", "Returns the local calendar time.")
{
    return broken_down(interp, arg[0], localtime_r);
}

/// Reads a struct_time or a tuple of nine ints.
static bool read_tuple(Interp *interp, Value v, struct tm *tm)
{
    int64_t field[9];
    if (!support_is(interp, v, TYPE_TUPLE)) {
        raise_type_error(interp, "Tuple or struct_time argument required");
        return false;
    }
    const Tuple *tuple = tuple_of(v);
    if (tuple->count < 9) {
        raise_type_error(interp, "function takes exactly 9 arguments (%zu given)", tuple->count);
        return false;
    }
    for (int i = 0; i < 9; i++) {
        if (!value_to_int64(interp, tuple->items[i], &field[i]))
            return false;
        if (field[i] < INT32_MIN / 2 || field[i] > INT32_MAX / 2) {
            value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C int");
            return false;
        }
    }
    *tm = (struct tm){.tm_year = (int)field[0] - 1900,
                      .tm_mon = (int)field[1] - 1,
                      .tm_mday = (int)field[2],
                      .tm_hour = (int)field[3],
                      .tm_min = (int)field[4],
                      .tm_sec = (int)field[5],
                      .tm_wday = (int)(field[6] + 1) % 7,
                      .tm_yday = (int)field[7] - 1,
                      .tm_isdst = (int)field[8]};
    tm->tm_zone = "UTC";
    return true;
}

/// The time to format: the argument, or now.
static bool tuple_or_now(Interp *interp, Value v, struct tm *tm)
{
    if (!value_is_none(v))
        return read_tuple(interp, v, tm);
    time_t now = time(NULL);
    localtime_r(&now, tm);
    return true;
}

NATIVE(time_mktime, "mktime(time_tuple, /)", "Returns the seconds since 1970 of a local calendar time.")
{
    struct tm tm;
    return read_tuple(interp, arg[0], &tm) ? value_from_float((double)mktime(&tm)) : VALUE_ERROR;
}

static bool check_ranges(Interp *interp, struct tm *tm)
{
    const char *wrong = NULL;
    if (tm->tm_mon == -1)
        tm->tm_mon = 0;
    if (tm->tm_mday == 0)
        tm->tm_mday = 1;
    if (tm->tm_yday == -1)
        tm->tm_yday = 0;
    if (tm->tm_mon < 0 || tm->tm_mon > 11)
        wrong = "month out of range";
    else if (tm->tm_mday < 0 || tm->tm_mday > 31)
        wrong = "day of month out of range";
    else if (tm->tm_hour < 0 || tm->tm_hour > 23)
        wrong = "hour out of range";
    else if (tm->tm_min < 0 || tm->tm_min > 59)
        wrong = "minute out of range";
    else if (tm->tm_sec < 0 || tm->tm_sec > 61)
        wrong = "seconds out of range";
    else if (tm->tm_wday < 0)
        wrong = "day of week out of range";
    else if (tm->tm_yday < 0 || tm->tm_yday > 365)
        wrong = "day of year out of range";
    if (wrong)
        raise_value_error(interp, "%s", wrong);
    return !wrong;
}

NATIVE(time_strftime, "strftime(format, time_tuple=None, /)", "Formats a calendar time.")
{
    struct tm tm;
    const Str *format;
    if (!support_is(interp, arg[0], TYPE_STR))
        return raise_type_error(interp, "strftime() argument 1 must be str, not %s", value_type_name(interp, arg[0]));
    format = str_of(arg[0]);
    if (!tuple_or_now(interp, arg[1], &tm) || !check_ranges(interp, &tm))
        return VALUE_ERROR;
    if (format->bytes == 0)
        return str_from_string(interp, "");
    // A leading character tells an empty result from a buffer that is too small.
    size_t size = format->bytes * 16 + 256;
    char *pattern = mem_alloc(&interp->memory, format->bytes + 2);
    char *buffer = pattern ? mem_alloc(&interp->memory, size) : NULL;
    Value result = VALUE_ERROR;
    if (buffer) {
        pattern[0] = ' ';
        memcpy(pattern + 1, format->text, format->bytes + 1);
        size_t length = strftime(buffer, size, pattern, &tm);
        result = str_new(interp, buffer + 1, length ? length - 1 : 0);
        mem_free(&interp->memory, buffer, size);
    }
    mem_free(&interp->memory, pattern, format->bytes + 2);
    return result;
}

static Value dated(Interp *interp, const struct tm *tm)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return str_from_format(interp, "%s %s %2d %02d:%02d:%02d %d", days[tm->tm_wday % 7], months[tm->tm_mon],
                           tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec, tm->tm_year + 1900);
}
NATIVE(time_asctime, "asctime(time_tuple=None, /)", "Formats a time as 'Sat Jun 06 16:26:11 1998'.")
{
    struct tm tm;
    if (!tuple_or_now(interp, arg[0], &tm) || !check_ranges(interp, &tm))
        return VALUE_ERROR;
    return dated(interp, &tm);
}
NATIVE(time_ctime, "ctime(seconds=None, /)", "Formats seconds since 1970 as asctime() does.")
{
    time_t seconds;
    struct tm tm;
    if (!seconds_of(interp, arg[0], &seconds))
        return VALUE_ERROR;
    if (!localtime_r(&seconds, &tm))
        return exception_raise_os(interp, EOVERFLOW, VALUE_NONE);
    return dated(interp, &tm);
}

static const NativeSpec *const TIME_NATIVES[] = {
    &time_time_native,         &time_time_ns_native,
    &time_perf_counter_native, &time_perf_counter_ns_native,
    &time_monotonic_native,    &time_monotonic_ns_native,
    &time_process_time_native, &time_process_time_ns_native,
    &time_thread_time_native,  &time_thread_time_ns_native,
    &time_sleep_native,        &time_gmtime_native,
    &time_localtime_native,    &time_mktime_native,
    &time_strftime_native,     &time_asctime_native,
    &time_ctime_native,        NULL,
};

static bool fill(Interp *interp, Value module)
{
    time_t now = time(NULL);
    struct tm tm;
    localtime_r(&now, &tm);
    return module_add_take(interp, module, "timezone", value_from_int(-tm.tm_gmtoff)) &&
           module_add_take(interp, module, "altzone", value_from_int(-tm.tm_gmtoff)) &&
           module_add_take(interp, module, "daylight", value_from_int(0)) &&
           module_add_take(
               interp, module, "tzname",
               support_pair_take(interp, str_from_string(interp, tm.tm_zone), str_from_string(interp, tm.tm_zone)));
}

static Value find(Interp *interp, Value module, Value name)
{
    static const char *const lazy[] = {"struct_time", "strptime", "get_clock_info"};
    for (size_t i = 0; i < COUNT_OF(lazy); i++) {
        if (!str_equals(name, lazy[i]))
            continue;
        Value value = support_import(interp, "_timeinfo", lazy[i]);
        if (value_is_error(value) || !module_add_take(interp, module, lazy[i], value_keep(value))) {
            value_drop(value);
            return VALUE_ERROR;
        }
        return value;
    }
    return VALUE_UNSET;
}

const ModuleSpec module_spec_time = {
    .name = "time",
    .doc = "Clocks and calendar times.",
    .functions = TIME_NATIVES,
    .fill = fill,
    .find = find,
};
