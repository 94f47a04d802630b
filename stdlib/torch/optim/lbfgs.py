"""L-BFGS: steps along the inverse Hessian that past gradients suggest (Nocedal and Wright, algorithm 7.4)."""

import torch
from torch.optim.optimizer import Optimizer, check_rate


def _cubic_minimum(x1, f1, g1, x2, f2, g2, bounds=None):
    """Where the cubic through two values and slopes is least, within bounds (Nocedal and Wright, equation 3.59)."""
    low, high = bounds if bounds is not None else ((x1, x2) if x1 <= x2 else (x2, x1))
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1 ** 2 - g1 * g2
    if square < 0:
        return (low + high) / 2.0
    d2 = square.sqrt()
    if x1 <= x2:
        best = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    else:
        best = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
    return min(max(best, low), high)


class _Point:
    """A place on the search line: step, value, gradient and slope."""

    def __init__(self, step, value, gradient, slope):
        self.step = step
        self.value = value
        self.gradient = gradient
        self.slope = slope


class _StrongWolfe:
    """A line search for the strong Wolfe conditions (Nocedal and Wright, algorithms 3.5 and 3.6)."""

    def __init__(self, evaluate, direction, first, c1=1e-4, c2=0.9, tolerance=1e-9, most=25):
        self.evaluate = evaluate
        self.direction = direction
        self.first = first
        self.c1 = c1
        self.c2 = c2
        self.tolerance = tolerance
        self.most = most
        self.evaluations = 0
        self.size = direction.abs().max()

    def _at(self, step):
        value, gradient = self.evaluate(step)
        self.evaluations += 1
        return _Point(step, value, gradient.clone(memory_format=torch.contiguous_format), gradient.dot(self.direction))

    def _too_high(self, point):
        return point.value > (self.first.value + self.c1 * point.step * self.first.slope)

    def _flat_enough(self, point):
        return abs(point.slope) <= -self.c2 * self.first.slope

    def search(self, step):
        """Returns (value, gradient, step, evaluations)."""
        bracket, done, rounds = self._bracket(step)
        if not done:
            bracket = self._zoom(bracket, rounds)
        best = bracket[0] if len(bracket) == 1 or bracket[0].value <= bracket[1].value else bracket[1]
        return best.value, best.gradient, best.step, self.evaluations

    def _bracket(self, step):
        previous = _Point(0, self.first.value, self.first.gradient, self.first.slope)
        current = self._at(step)
        rounds = 0
        while rounds < self.most:
            if self._too_high(current) or (rounds > 1 and current.value >= previous.value):
                return [previous, current], False, rounds
            if self._flat_enough(current):
                return [current], True, rounds
            if current.slope >= 0:
                return [previous, current], False, rounds
            low = current.step + 0.01 * (current.step - previous.step)
            high = current.step * 10
            following = _cubic_minimum(previous.step, previous.value, previous.slope, current.step, current.value,
                                       current.slope, bounds=(low, high))
            previous = current
            current = self._at(following)
            rounds += 1
        return [_Point(0, self.first.value, self.first.gradient, self.first.slope), current], False, rounds

    def _zoom(self, bracket, rounds):
        stuck = False
        low, high = (0, 1) if bracket[0].value <= bracket[-1].value else (1, 0)
        while rounds < self.most:
            if abs(bracket[1].step - bracket[0].step) * self.size < self.tolerance:
                break
            step = _cubic_minimum(bracket[0].step, bracket[0].value, bracket[0].slope, bracket[1].step,
                                  bracket[1].value, bracket[1].slope)
            left, right = min(point.step for point in bracket), max(point.step for point in bracket)
            margin = 0.1 * (right - left)
            if min(right - step, step - left) < margin:
                if stuck or step >= right or step <= left:
                    step = right - margin if abs(step - right) < abs(step - left) else left + margin
                    stuck = False
                else:
                    stuck = True
            else:
                stuck = False
            point = self._at(step)
            rounds += 1
            if self._too_high(point) or point.value >= bracket[low].value:
                bracket[high] = point
                low, high = (0, 1) if bracket[0].value <= bracket[1].value else (1, 0)
            else:
                done = self._flat_enough(point)
                if not done and point.slope * (bracket[high].step - bracket[low].step) >= 0:
                    bracket[high] = bracket[low]
                bracket[low] = point
                if done:
                    break
        return bracket


class LBFGS(Optimizer):
    """L-BFGS; its step takes a closure that evaluates the loss anew."""

    def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9,
                 history_size=100, line_search_fn=None):
        check_rate(lr)
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(params, dict(lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
                                      tolerance_change=tolerance_change, history_size=history_size,
                                      line_search_fn=line_search_fn))
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def _flat_gradient(self):
        return torch.cat([parameter.new_zeros(parameter.numel()) if parameter.grad is None
                          else parameter.grad.view(-1) for parameter in self._params], 0)

    def _move(self, step, direction):
        start = 0
        for parameter in self._params:
            count = parameter.numel()
            parameter.add_(direction[start:start + count].view_as(parameter), alpha=step)
            start += count

    def _evaluate_at(self, closure, saved, step, direction):
        self._move(step, direction)
        loss = float(closure())
        gradient = self._flat_gradient()
        for parameter, value in zip(self._params, saved):
            parameter.copy_(value)
        return loss, gradient

    @staticmethod
    def _direction(state, gradient, history):
        """The two-loop recursion; updates the history with the last step."""
        if state["n_iter"] == 1:
            state.update(old_dirs=[], old_stps=[], ro=[], H_diag=1)
            return gradient.neg()
        state.setdefault("al", [None] * history)
        change = gradient.sub(state["prev_flat_grad"])
        move = state["d"].mul(state["t"])
        curvature = change.dot(move)
        directions, steps, weights = state["old_dirs"], state["old_stps"], state["ro"]
        if curvature > 1e-10:
            if len(directions) == history:
                directions.pop(0)
                steps.pop(0)
                weights.pop(0)
            directions.append(change)
            steps.append(move)
            weights.append(1.0 / curvature)
            state["H_diag"] = curvature / change.dot(change)
        count = len(directions)
        shares = state["al"]
        q = gradient.neg()
        for i in range(count - 1, -1, -1):
            shares[i] = steps[i].dot(q) * weights[i]
            q.add_(directions[i], alpha=-shares[i])
        d = torch.mul(q, state["H_diag"])
        for i in range(count):
            d.add_(steps[i], alpha=shares[i] - directions[i].dot(d) * weights[i])
        return d

    @torch.no_grad()
    def step(self, closure):
        """Minimises for up to max_iter iterations; returns the first loss."""
        closure = torch.enable_grad()(closure)
        group = self.param_groups[0]
        lr = group["lr"]
        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first_loss = closure()
        loss = float(first_loss)
        evaluations = 1
        state["func_evals"] += 1
        gradient = self._flat_gradient()
        if gradient.abs().max() <= group["tolerance_grad"]:
            return first_loss
        iterations = 0
        while iterations < group["max_iter"]:
            iterations += 1
            state["n_iter"] += 1
            d = self._direction(state, gradient, group["history_size"])
            state["prev_flat_grad"] = gradient.clone(memory_format=torch.contiguous_format)
            previous_loss = loss
            t = min(1.0, 1.0 / gradient.abs().sum()) * lr if state["n_iter"] == 1 else lr
            slope = gradient.dot(d)
            state["d"], state["t"] = d, t
            if slope > -group["tolerance_change"]:
                break
            used = 0
            if group["line_search_fn"] is not None:
                if group["line_search_fn"] != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                saved = [parameter.clone(memory_format=torch.contiguous_format) for parameter in self._params]
                search = _StrongWolfe(lambda step: self._evaluate_at(closure, saved, step, d), d,
                                      _Point(0, loss, gradient, slope))
                loss, gradient, t, used = search.search(t)
                self._move(t, d)
                flat = gradient.abs().max() <= group["tolerance_grad"]
            else:
                self._move(t, d)
                flat = False
                if iterations != group["max_iter"]:
                    with torch.enable_grad():
                        loss = float(closure())
                    gradient = self._flat_gradient()
                    flat = gradient.abs().max() <= group["tolerance_grad"]
                    used = 1
            state["d"], state["t"] = d, t
            evaluations += used
            state["func_evals"] += used
            if iterations == group["max_iter"] or evaluations >= group["max_eval"] or flat:
                break
            if d.mul(t).abs().max() <= group["tolerance_change"]:
                break
            if abs(loss - previous_loss) < group["tolerance_change"]:
                break
        state["prev_loss"] = previous_loss
        for name in ("d", "t", "old_dirs", "old_stps", "ro", "H_diag", "prev_flat_grad", "prev_loss"):
            state[name] = state.pop(name)
        return first_loss
