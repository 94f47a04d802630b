# Tensors with and without data are not joined.
import torch
a=torch.tensor(1.); m=torch.tensor(1.,device='meta'); A=torch.ones(2); M=torch.ones(2,device='meta')
for p in ([a,m],[m,a],[A,M],[M,A]):
    for d in (0,-1):
        for f in (torch.stack, ):
            try: print(f(p,d))
            except Exception as e: print(type(e).__name__, e)
    try: print(torch.cat(p))
    except Exception as e: print(type(e).__name__, e)
