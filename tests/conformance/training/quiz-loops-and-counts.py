import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X = torch.randn(20, 2)
y = (X.sum(1) > 0).long()
model = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
criterion = nn.CrossEntropyLoss()
loader = DataLoader(TensorDataset(X, y), batch_size=8, shuffle=True)
print(len(loader), [len(batch) for batch, _ in loader])
for epoch in range(3):
    model.train()
    total = 0.0
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = criterion(model(inputs), targets)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
    model.eval()
    with torch.no_grad():
        accuracy = (model(X).argmax(1) == y).float().mean()
    print(f"epoch {epoch}: loss {total / len(X):.4f} accuracy {accuracy:.2f}")
print(loss, model[0].weight.grad.shape, optimizer.state_dict()["state"][0]["step"])
