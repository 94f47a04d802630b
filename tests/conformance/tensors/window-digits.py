# Every digit of windows, periodic and symmetric, and of the functions behind them.
import torch

makers = (torch.hann_window, torch.hamming_window, torch.blackman_window, torch.bartlett_window, torch.kaiser_window)
for dtype in (torch.float32, torch.float64):
    for make in makers:
        for n in (0, 1, 2, 5, 8, 11):
            print(make.__name__, n, make(n, dtype=dtype).tolist(), make(n, periodic=False, dtype=dtype).tolist())
    print(torch.hamming_window(6, True, 0.7, 0.2, dtype=dtype).tolist(), torch.kaiser_window(6, False, 3.5, dtype=dtype).tolist())
    places = torch.tensor([-20.5, -3.25, -0.4, 0.0, 0.3, 7.75, 9.5], dtype=dtype)
    for function in (torch.special.i0, torch.special.modified_bessel_i0, torch.special.modified_bessel_i1,
                     torch.special.spherical_bessel_j0):
        print(function.__name__, function(places).tolist())
print(torch.hann_window(4, dtype=torch.bfloat16), torch.hann_window(400).stride(), torch.hann_window(3).requires_grad)
frames = torch.stft(torch.arange(24.0).sin(), 8, 3, window=torch.hann_window(8), return_complex=True)
print(frames.abs().pow(2).sum().item(), torch.istft(frames, 8, 3, window=torch.hann_window(8)).tolist())
