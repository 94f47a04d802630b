#include "object_fixture.h"

#include "object/attribute.h"
#include "object/weakref.h"

static Value bases_of(Interp *interp, size_t count, const Value *values)
{
    return tuple_from_values(interp, count, values);
}

static Value type_value(Interp *interp, int id)
{
    return value_from_object(interp->types[id]);
}

static void the_mro_is_c3(void **state)
{
    Interp *interp = *state;
    Value a = make_class(interp, "A", bases_of(interp, 0, NULL), VALUE_UNSET);
    Value b = make_class(interp, "B", bases_of(interp, 1, &a), VALUE_UNSET);
    Value c = make_class(interp, "C", bases_of(interp, 1, &a), VALUE_UNSET);
    Value d = make_class(interp, "D", bases_of(interp, 2, (Value[]){b, c}), VALUE_UNSET);
    expect_repr(interp, value_keep(type_of(d)->mro),
                "(<class 'D'>, <class 'B'>, <class 'C'>, <class 'A'>, <class 'object'>)");
    Value wrong = make_class(interp, "E", bases_of(interp, 2, (Value[]){a, b}), VALUE_UNSET);
    expect_error(interp, wrong, ERROR_TYPE_ERROR,
                 "Cannot create a consistent method resolution order (MRO) for bases A, B");
    value_drop(d);
    value_drop(c);
    value_drop(b);
    value_drop(a);
}

static void bases_with_different_layouts_conflict(void **state)
{
    Interp *interp = *state;
    Value bases[] = {type_value(interp, TYPE_INT), type_value(interp, TYPE_STR)};
    expect_error(interp, make_class(interp, "X", bases_of(interp, 2, bases), VALUE_UNSET), ERROR_TYPE_ERROR,
                 "multiple bases have instance lay-out conflict");
    bases[0] = type_value(interp, TYPE_BOOL);
    expect_error(interp, make_class(interp, "X", bases_of(interp, 1, bases), VALUE_UNSET), ERROR_TYPE_ERROR,
                 "type 'bool' is not an acceptable base type");
}

static void instances_have_a_dict_and_methods_are_found(void **state)
{
    Interp *interp = *state;
    Value class = make_class(interp, "Dog", bases_of(interp, 0, NULL), VALUE_UNSET);
    Value dog = value_call_values(interp, class, 0, NULL), name = text(interp, "name");
    assert_false(value_is_error(dog));
    assert_true(value_set_attribute(interp, dog, name, value_from_int(3)));
    expect_repr(interp, value_get_attribute(interp, dog, name), "3");
    Value other = text(interp, "age");
    expect_error(interp, value_get_attribute(interp, dog, other), ERROR_ATTRIBUTE_ERROR,
                 "'Dog' object has no attribute 'age'");
    assert_true(value_is_unset(value_find_attribute(interp, dog, other)));
    expect_error(interp, value_call_values(interp, class, 1, &name), ERROR_TYPE_ERROR, "Dog() takes no arguments");
    value_drop(other);
    value_drop(name);
    value_drop(dog);
    value_drop(class);
}

static void caches_follow_changes_of_class_and_instance(void **state)
{
    Interp *interp = *state;
    Value class = make_class(interp, "C", bases_of(interp, 0, NULL), VALUE_UNSET);
    Value derived = make_class(interp, "D", bases_of(interp, 1, &class), VALUE_UNSET);
    Value object = value_call_values(interp, derived, 0, NULL), name = text(interp, "x");
    AttributeCache cache = {0};
    assert_true(value_set_attribute(interp, class, name, value_from_int(1)));
    expect_repr(interp, attribute_get_cached(interp, object, name, &cache), "1");
    assert_true(value_set_attribute(interp, class, name, value_from_int(2)));
    expect_repr(interp, attribute_get_cached(interp, object, name, &cache), "2");
    AttributeCache set_cache = {0};
    assert_true(attribute_set_cached(interp, object, name, value_from_int(3), &set_cache));
    assert_true(attribute_set_cached(interp, object, name, value_from_int(4), &set_cache));
    expect_repr(interp, attribute_get_cached(interp, object, name, &cache), "4");
    expect_repr(interp, attribute_get_cached(interp, object, name, &cache), "4");
    assert_true(value_set_attribute(interp, object, name, VALUE_UNSET));
    expect_repr(interp, attribute_get_cached(interp, object, name, &cache), "2");
    value_drop(name);
    value_drop(object);
    value_drop(derived);
    value_drop(class);
}

static void slots_values_stand_in_front_of_the_object(void **state)
{
    Interp *interp = *state;
    Value names[] = {text(interp, "a"), text(interp, "b")}, dict = dict_new(interp);
    Value slots = tuple_from_values(interp, 2, names);
    assert_true(dict_set_text(interp, dict, "__slots__", slots));
    Value class = make_class(interp, "P", bases_of(interp, 0, NULL), dict);
    Value object = value_call_values(interp, class, 0, NULL);
    assert_true(value_set_attribute(interp, object, names[0], value_from_int(1)));
    expect_repr(interp, value_get_attribute(interp, object, names[0]), "1");
    expect_error(interp, value_get_attribute(interp, object, names[1]), ERROR_ATTRIBUTE_ERROR,
                 "'P' object has no attribute 'b'");
    Value list = list_new(interp, 0); // what a slot holds goes with the object
    assert_true(value_set_attribute(interp, object, names[0], list));
    value_drop(list);
    Value other = text(interp, "c");
    assert_false(value_set_attribute(interp, object, other, VALUE_NONE));
    expect_error(interp, VALUE_ERROR, ERROR_ATTRIBUTE_ERROR,
                 "'P' object has no attribute 'c' and no __dict__ for setting new attributes");
    value_drop(other);
    value_drop(object);
    value_drop(class);
    value_drop(slots);
    value_drop(dict);
    value_drop(names[0]);
    value_drop(names[1]);
}

static void built_in_types_cannot_be_changed(void **state)
{
    Interp *interp = *state;
    Value name = text(interp, "foo");
    assert_false(value_set_attribute(interp, type_value(interp, TYPE_INT), name, VALUE_NONE));
    expect_error(interp, VALUE_ERROR, ERROR_TYPE_ERROR, "cannot set 'foo' attribute of immutable type 'int'");
    value_drop(name);
}

static void cycles_are_collected_and_weak_references_die(void **state)
{
    Interp *interp = *state;
    Value class = make_class(interp, "Node", bases_of(interp, 0, NULL), VALUE_UNSET);
    Value a = value_call_values(interp, class, 0, NULL), b = value_call_values(interp, class, 0, NULL);
    Value name = text(interp, "other");
    assert_true(value_set_attribute(interp, a, name, b));
    assert_true(value_set_attribute(interp, b, name, a));
    Value reference = weakref_new(interp, a, VALUE_NONE);
    assert_false(value_is_error(reference));
    gc_collect(interp, 2);
    value_drop(a);
    value_drop(b);
    Value target = weakref_target(reference);
    assert_false(value_is_none(target));
    value_drop(target);
    assert_int_equal(gc_collect(interp, 2), 2); // the instances; their dicts, which nobody else knows, go with them
    assert_true(value_is_none(weakref_target(reference)));
    value_drop(reference);
    value_drop(name);
    value_drop(class);
}

static void long_chains_are_destroyed_without_deep_recursion(void **state)
{
    Interp *interp = *state;
    Value chain = VALUE_NONE;
    for (int i = 0; i < 300000; i++) {
        Value next = tuple_from_values_take(interp, 1, &chain);
        assert_false(value_is_error(next));
        chain = next;
    }
    value_drop(chain);
}

static void recursion_ends_in_an_error(void **state)
{
    Interp *interp = *state;
    Value chain = list_new(interp, 0);
    for (int i = 0; i < 20000; i++) {
        Value next = list_from_values(interp, 1, &chain);
        value_drop(chain);
        chain = next;
    }
    expect_error(interp, value_repr(interp, chain), ERROR_RECURSION_ERROR,
                 "maximum recursion depth exceeded while getting the repr of an object");
    value_drop(chain);
}

static bool class_scenario(Interp *interp)
{
    Value object_type = value_from_object(interp->types[TYPE_OBJECT]);
    Value class_name = interp_intern(interp, "C"), dict = VALUE_ERROR, bases = VALUE_ERROR, class = VALUE_ERROR;
    Value object = VALUE_ERROR, found = VALUE_ERROR;
    if (!value_is_error(class_name))
        dict = dict_new(interp);
    if (!value_is_error(dict))
        bases = tuple_from_values(interp, 1, &object_type);
    if (!value_is_error(bases))
        class = type_make_class(interp, interp->types[TYPE_TYPE], class_name, bases, dict, VALUE_NONE);
    if (!value_is_error(class))
        object = value_call_values(interp, class, 0, NULL);
    if (!value_is_error(object) && value_set_attribute(interp, object, class_name, value_from_int(1)))
        found = value_get_attribute(interp, object, class_name);
    bool ok = !value_is_error(found);
    value_drop(found);
    value_drop(object);
    value_drop(class);
    value_drop(bases);
    value_drop(dict);
    value_drop(class_name);
    return ok;
}

static bool exception_scenario(Interp *interp)
{
    Value made = value_get_attribute_text(interp, value_from_int(1), "missing");
    if (!value_is_error(made) || interp->error.kind == ERROR_MEMORY_ERROR)
        return false;
    Value exception = exception_fetch(interp);
    Value shown = value_repr(interp, exception);
    value_drop(exception);
    value_drop(shown);
    return !value_is_error(shown);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(class_scenario);
    try_all_failures(exception_scenario);
}

// A limit that is too small stops the start at some allocation: each must leave nothing behind.
static void starting_up_may_fail_anywhere(void **state)
{
    (void)state;
    for (size_t limit = 16;; limit += limit < 40000 ? 48 : 511) {
        Interp *interp = test_malloc(sizeof *interp);
        bool ok = interp_init(interp, limit);
        if (!ok)
            assert_int_equal(interp->error.kind, ERROR_MEMORY_ERROR);
        interp_finish(interp);
        size_t live = interp->memory.live_blocks;
        test_free(interp);
        assert_int_equal(live, 0);
        if (ok)
            return;
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        CASE(the_mro_is_c3),
        CASE(bases_with_different_layouts_conflict),
        CASE(instances_have_a_dict_and_methods_are_found),
        CASE(caches_follow_changes_of_class_and_instance),
        CASE(slots_values_stand_in_front_of_the_object),
        CASE(built_in_types_cannot_be_changed),
        CASE(cycles_are_collected_and_weak_references_die),
        CASE(long_chains_are_destroyed_without_deep_recursion),
        CASE(recursion_ends_in_an_error),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(starting_up_may_fail_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
