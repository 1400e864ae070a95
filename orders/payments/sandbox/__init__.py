"""A wallet of our own that moves no money: it speaks the page-pay protocol from the other side, and misbehaves on request."""
