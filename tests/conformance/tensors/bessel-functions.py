# Bessel's functions and their kin at ordinary and at extreme places.
import torch
for n in "airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 erfcx log_ndtr modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 ndtri scaled_modified_bessel_k0 scaled_modified_bessel_k1 spherical_bessel_j0 i0 i0e i1 i1e".split():
    f=getattr(torch.special,n)
    r=[]
    for d in (torch.float16,torch.bfloat16,torch.complex64,torch.int64):
        try: r.append(str(f(torch.ones(1,dtype=d)).dtype))
        except Exception as e: r.append(str(e))
    x=torch.ones(1,requires_grad=True)*0.5
    try:
        g=""; y=f(x); g=y.grad_fn.name(); y.sum().backward()
    except Exception as e: g=g+str(e)
    print(n,r,g)
    x=torch.tensor([float('inf'),-float('inf'),float('nan'),0.,-0.,-1.,-3.,1.,2.,6.,9.,30.,120.,1e-7])
    print(f(x)); print(f(x.double()))
