"""Optimizer: parameter groups, per-parameter state, hooks, and saving both."""

import functools
from collections import OrderedDict, defaultdict
from copy import deepcopy
from itertools import chain

import torch


class _RequiredParameter:
    """Marks an option without a default."""

    def __repr__(self):
        return "<required parameter>"


required = _RequiredParameter()


def _use_grad_for_differentiable(step):
    """Runs a step without recording, unless the optimizer is differentiable."""
    @functools.wraps(step)
    def run(self, *args, **kwargs):
        before = torch.is_grad_enabled()
        try:
            torch.set_grad_enabled(self.defaults["differentiable"])
            return step(self, *args, **kwargs)
        finally:
            torch.set_grad_enabled(before)
    return run


def to_number(value):
    """A learning rate or beta as a Python number, whether it is one or a tensor of one element."""
    return value.item() if isinstance(value, torch.Tensor) else value


def to_alpha(value):
    """A learning rate as `alpha` may be: tensors of dimensions stay, and are refused there."""
    return value if isinstance(value, torch.Tensor) and value.dim() else to_number(value)


def check_not_negative(value, name):
    """Refuses an option below zero, and nan."""
    if not 0.0 <= value:
        raise ValueError(f"Invalid {name} value: {value}")


def check_rate(lr):
    """Refuses a learning rate below zero, and a tensor of several."""
    if isinstance(lr, torch.Tensor) and lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")
    if not 0.0 <= lr:
        raise ValueError(f"Invalid learning rate: {lr}")


def check_betas(betas):
    """Refuses decay rates of running means that are not in [0, 1)."""
    for i in (0, 1):
        if not 0.0 <= betas[i] < 1.0:
            raise ValueError(f"Invalid beta parameter at index {i}: {betas[i]}")


_step_pre_hooks, _step_post_hooks = OrderedDict(), OrderedDict()  # those of all optimizers


def _add_hook(place, hook, prepend=False):
    from torch.utils.hooks import RemovableHandle
    handle = RemovableHandle(place)
    place[handle.id] = hook
    if prepend:
        place.move_to_end(handle.id, last=False)
    return handle


def register_optimizer_step_pre_hook(hook):
    """hook(optimizer, args, kwargs) runs before each step of every optimizer."""
    return _add_hook(_step_pre_hooks, hook)


def register_optimizer_step_post_hook(hook):
    """hook(optimizer, args, kwargs) runs after each step of every optimizer."""
    return _add_hook(_step_post_hooks, hook)


class Optimizer:
    """The base class of all optimizers."""

    def __init__(self, params, defaults):
        self.defaults = defaults
        self._optimizer_step_pre_hooks = OrderedDict()
        self._optimizer_step_post_hooks = OrderedDict()
        self._optimizer_state_dict_pre_hooks = OrderedDict()
        self._optimizer_state_dict_post_hooks = OrderedDict()
        self._optimizer_load_state_dict_pre_hooks = OrderedDict()
        self._optimizer_load_state_dict_post_hooks = OrderedDict()
        if isinstance(params, torch.Tensor):
            raise TypeError("params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                            + torch.typename(params))
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(dict(group) if isinstance(group, dict) else group)

    def __getstate__(self):
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups}

    def __setstate__(self, state):
        self.__dict__.update(state)
        for name in ("_optimizer_step_pre_hooks", "_optimizer_step_post_hooks", "_optimizer_state_dict_pre_hooks",
                     "_optimizer_state_dict_post_hooks", "_optimizer_load_state_dict_pre_hooks",
                     "_optimizer_load_state_dict_post_hooks"):
            self.__dict__.setdefault(name, OrderedDict())
        self.defaults.setdefault("differentiable", False)

    def __init_subclass__(cls, **kwargs):
        """Wraps a subclass's step so that the hooks run around it."""
        super().__init_subclass__(**kwargs)
        step = cls.__dict__.get("step")
        if step is None or getattr(step, "hooked", False):
            return

        @functools.wraps(step)
        def run(self, *args, **kwargs):
            args = (self, *args)
            if _step_pre_hooks or self._optimizer_step_pre_hooks:
                args, kwargs = self._run_pre_hooks(args, kwargs)
            result = step(*args, **kwargs)
            if _step_post_hooks or self._optimizer_step_post_hooks:
                for hook in [*self._optimizer_step_post_hooks.values(), *_step_post_hooks.values()]:
                    hook(self, args, kwargs)
            return result
        run.hooked = True
        cls.step = run

    def _run_pre_hooks(self, args, kwargs):
        for hook in [*_step_pre_hooks.values(), *self._optimizer_step_pre_hooks.values()]:
            changed = hook(self, args, kwargs)
            if changed is not None:
                if not (isinstance(changed, tuple) and len(changed) == 2):
                    raise RuntimeError(f"{type(self).step} must return None or a tuple of (new_args, new_kwargs), "
                                       f"but got {changed}.")
                args, kwargs = changed
        return args, kwargs

    def __repr__(self):
        text = type(self).__name__ + " ("
        for i, group in enumerate(self.param_groups):
            text += f"\nParameter Group {i}\n"
            text += "".join(f"    {key}: {group[key]}\n" for key in sorted(group) if key != "params")
        return text + ")"

    def register_step_pre_hook(self, hook):
        """hook(optimizer, args, kwargs) runs before each step."""
        return _add_hook(self._optimizer_step_pre_hooks, hook)

    def register_step_post_hook(self, hook):
        """hook(optimizer, args, kwargs) runs after each step."""
        return _add_hook(self._optimizer_step_post_hooks, hook)

    def register_state_dict_pre_hook(self, hook, prepend=False):
        """hook(optimizer) runs before state_dict."""
        return _add_hook(self._optimizer_state_dict_pre_hooks, hook, prepend)

    def register_state_dict_post_hook(self, hook, prepend=False):
        """hook(optimizer, state_dict) may replace the state dictionary."""
        return _add_hook(self._optimizer_state_dict_post_hooks, hook, prepend)

    def register_load_state_dict_pre_hook(self, hook, prepend=False):
        """hook(optimizer, state_dict) may replace what is loaded."""
        return _add_hook(self._optimizer_load_state_dict_pre_hooks, hook, prepend)

    def register_load_state_dict_post_hook(self, hook, prepend=False):
        """hook(optimizer) runs after loading."""
        return _add_hook(self._optimizer_load_state_dict_post_hooks, hook, prepend)

    # ---- state ----

    def state_dict(self):
        """The state by parameter number, and the groups with numbers for parameters."""
        for hook in self._optimizer_state_dict_pre_hooks.values():
            hook(self)
        numbers = {}
        groups = []
        for group in self.param_groups:
            packed = {key: value for key, value in group.items() if key != "params"}
            for parameter in group["params"]:
                numbers.setdefault(id(parameter), len(numbers))
            packed["params"] = [numbers[id(parameter)] for parameter in group["params"]]
            groups.append(packed)
        state = {(numbers[id(key)] if isinstance(key, torch.Tensor) else key): value
                 for key, value in self.state.items()}
        result = {"state": state, "param_groups": groups}
        for hook in self._optimizer_state_dict_post_hooks.values():
            changed = hook(self, result)
            if changed is not None:
                result = changed
        return result

    @staticmethod
    def _cast(parameter, value, key=None):
        """Loaded state in the parameter's type; step counters keep theirs."""
        if isinstance(value, torch.Tensor):
            if key == "step":
                return value
            if parameter.is_floating_point():
                return value.to(dtype=parameter.dtype, device=parameter.device)
            return value.to(device=parameter.device)
        if isinstance(value, dict):
            return {key: Optimizer._cast(parameter, inner, key) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(Optimizer._cast(parameter, inner) for inner in value)
        return value

    def load_state_dict(self, state_dict):
        """Takes back what state_dict gave."""
        state_dict = state_dict.copy()
        for hook in self._optimizer_load_state_dict_pre_hooks.values():
            changed = hook(self, state_dict)
            if changed is not None:
                state_dict = changed
        groups = self.param_groups
        saved_groups = deepcopy(state_dict["param_groups"])
        if len(groups) != len(saved_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(group["params"]) != len(saved["params"]) for group, saved in zip(groups, saved_groups)):
            raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's "
                             "group")
        parameter_of = dict(zip(chain.from_iterable(group["params"] for group in saved_groups),
                                chain.from_iterable(group["params"] for group in groups)))
        state = defaultdict(dict)
        for key, value in state_dict["state"].items():
            if key in parameter_of:
                state[parameter_of[key]] = self._cast(parameter_of[key], value)
            else:
                state[key] = value
        for group, saved in zip(groups, saved_groups):
            saved["params"] = group["params"]
            if "param_names" in group and "param_names" not in saved:
                saved["param_names"] = group["param_names"]
        self.__setstate__({"state": state, "param_groups": saved_groups})
        for hook in self._optimizer_load_state_dict_post_hooks.values():
            hook(self)

    # ---- use ----

    def zero_grad(self, set_to_none=True):
        """Forgets all gradients, or sets them to zero."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                if set_to_none:
                    parameter.grad = None
                else:
                    if parameter.grad.grad_fn is not None:
                        parameter.grad.detach_()
                    else:
                        parameter.grad.requires_grad_(False)
                    parameter.grad.zero_()

    def step(self, closure=None):
        """Updates the parameters once."""
        raise NotImplementedError

    def _evaluate(self, closure):
        if closure is None:
            return None
        with torch.enable_grad():
            return closure()

    def _update_each(self, closure):
        """A step whose parameters are updated one by one: `_update(group, parameter)` does that."""
        loss = self._evaluate(closure)
        for group in self.param_groups:
            for parameter in self._with_gradients(group):
                self._update(group, parameter)
        return loss

    # What `capturable` needs on another device, as the refusal names it.
    _captured = "params and state_steps"
    _captured_on_xla = True

    def _with_gradients(self, group):
        """The parameters of a group that have a gradient. Steps cannot be captured on the CPU."""
        parameters = [parameter for parameter in group["params"] if parameter.grad is not None]
        if parameters and group.get("capturable"):
            devices = ["cuda", "xpu", "hpu", "privateuseone"]
            if self._captured_on_xla and not group["foreach"]:
                devices.append("xla")
            raise AssertionError(f"If capturable=True, {self._captured} must be on supported devices: {devices}.")
        return parameters

    def add_param_group(self, param_group):
        """Adds a group of parameters with options of its own."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, torch.Tensor):
            param_group["params"] = [params]
        elif isinstance(params, set):
            raise TypeError("optimizer parameters need to be organized in ordered collections, but the ordering of "
                            "tensors in sets will change between runs. Please use a list instead.")
        else:
            param_group["params"] = list(params)
        self._take_names(param_group)
        for parameter in param_group["params"]:
            if not isinstance(parameter, torch.Tensor):
                raise TypeError("optimizer can only optimize Tensors, but one of the params is "
                                + torch.typename(parameter))
            if not self.defaults.get("differentiable", None) and not (parameter.is_leaf or parameter.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(f"parameter group didn't specify a value of required optimization parameter {name}")
            param_group.setdefault(name, default)
        params = param_group["params"]
        if len(params) != len(set(params)):
            import warnings
            warnings.warn("optimizer contains a parameter group with duplicate parameters; in future, this will cause "
                          "an error; see github.com/pytorch/pytorch/issues/40967 for more information", stacklevel=3)
        present = set()
        for group in self.param_groups:
            present.update(set(group["params"]))
        if not present.isdisjoint(set(params)):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def _take_names(self, group):
        """Splits pairs of name and parameter."""
        pairs = group["params"]
        named = [isinstance(pair, tuple) for pair in pairs]
        if not any(named):
            return
        if not all(named):
            raise ValueError("all optimizer params should be with/without names. Some param names are missing")
        group["params"] = [parameter for _, parameter in pairs]
        group["param_names"] = [name for name, _ in pairs]
