# comment

if a:
	b  # tab

	# comment at another indentation
  # and another
	c
x = (1 +
# inside
     2)
y = [
1,

2]
z = 1 + \
    2
if a: b; c;
def f():
    if a:
        b


    # end
d
