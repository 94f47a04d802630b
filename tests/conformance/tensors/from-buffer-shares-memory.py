import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
import array
a = array.array('i', [1, 2, 3])
t = torch.frombuffer(a, dtype=torch.int32)
print(t)
t[0] = -1
print(a)
print(torch.frombuffer(bytearray([255, 0, 0, 0]), dtype=torch.int32))
print(torch.frombuffer(bytearray(range(12)), dtype=torch.uint8, count=3, offset=4))
T(torch.frombuffer, bytearray(5), dtype=torch.int32)
T(torch.frombuffer, bytearray(0), dtype=torch.int32)
T(torch.frombuffer, bytearray(8), dtype=torch.int32, count=3)
T(torch.frombuffer, bytearray(8), dtype=torch.int32, offset=9)
T(torch.frombuffer, bytearray(8), dtype=torch.int32, offset=-1)
T(torch.frombuffer, bytearray(8), dtype=torch.int32, count=0)
T(torch.frombuffer, [1,2], dtype=torch.int32)
T(torch.frombuffer, bytearray(8))
x = torch.frombuffer(bytearray(8), dtype=torch.float64, requires_grad=True)
print(x)
import struct
print(torch.frombuffer(bytearray(struct.pack('3f', 1.5, 2.5, 3.5)), dtype=torch.float32))
