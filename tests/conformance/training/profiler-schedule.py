# The steps that a profiler's schedule names, and when the trace is ready.
import torch
from torch.profiler import ProfilerActivity, profile, record_function, schedule

for steps in (schedule(wait=1, warmup=1, active=2, repeat=2), schedule(wait=0, warmup=1, active=1, skip_first=3),
              schedule(wait=2, warmup=1, active=2, skip_first=2, skip_first_wait=1)):
    print([steps(i).name for i in range(12)])
    ready = []
    with profile(activities=[ProfilerActivity.CPU], schedule=steps,
                 on_trace_ready=lambda p: ready.append((p.step_num, p.current_action.name))) as prof:
        for i in range(9):
            with record_function("step"):
                torch.ones(2).sum()
            prof.step()
    print(ready, prof.step_num)
try:
    schedule(wait=0, warmup=1, active=0)
except AssertionError as error:
    print(error)
