import torch
from torch.optim import lr_scheduler as schedulers

makers = {
    "StepLR": lambda o: schedulers.StepLR(o, 2), "ExponentialLR": lambda o: schedulers.ExponentialLR(o, 0.5),
    "CosineAnnealingLR": lambda o: schedulers.CosineAnnealingLR(o, 4), "MultiStepLR": lambda o: schedulers.MultiStepLR(o, [1, 3]),
    "LambdaLR": lambda o: schedulers.LambdaLR(o, lambda e: 1 / (e + 1)), "LinearLR": lambda o: schedulers.LinearLR(o),
    "OneCycleLR": lambda o: schedulers.OneCycleLR(o, 1.0, total_steps=6), "CyclicLR": lambda o: schedulers.CyclicLR(o, 0.1, 1.0, 2),
    "CosineAnnealingWarmRestarts": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 2),
    "PolynomialLR": lambda o: schedulers.PolynomialLR(o, 4), "ReduceLROnPlateau": lambda o: schedulers.ReduceLROnPlateau(o, patience=1),
}
for name, make in makers.items():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler, rates = make(optimizer), []
    for epoch in range(5):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(*([1.0] if name == "ReduceLROnPlateau" else []))
    print(name, rates, scheduler.last_epoch)
