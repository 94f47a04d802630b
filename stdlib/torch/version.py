"""Which PyTorch this torch behaves like."""

__version__ = "2.6.0+debian"
debug = False
cuda = None
hip = None
git_version = "1eba9b3aa3c43f86f4a2c807ac8e12c4a7767340"
