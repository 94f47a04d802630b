import torch.nn as nn

for layer in [nn.Linear(10, 5), nn.Conv2d(3, 8, 3), nn.Conv2d(3, 8, 3, bias=False), nn.Conv1d(4, 6, 5, groups=2),
              nn.ConvTranspose2d(3, 2, 3), nn.BatchNorm2d(8), nn.LayerNorm((3, 4)), nn.Embedding(10, 4), nn.LSTM(3, 5),
              nn.GRU(3, 5, bidirectional=True), nn.RNN(3, 5, 2), nn.MultiheadAttention(8, 2),
              nn.TransformerEncoderLayer(8, 2), nn.Transformer(8, 2, 1, 1), nn.Bilinear(2, 3, 4), nn.PReLU(3),
              nn.GroupNorm(2, 4), nn.InstanceNorm1d(3, affine=True), nn.Dropout(), nn.LSTMCell(2, 3)]:
    print(type(layer).__name__, sum(p.numel() for p in layer.parameters()), [tuple(p.shape) for p in layer.parameters()])
