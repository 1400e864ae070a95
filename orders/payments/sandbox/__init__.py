"""Payment companies of our own that move no money: a process by itself, with its own memory and keys, that speaks their protocols from
the other side and misbehaves on request. It knows nothing of the shop; the two meet on the wire alone. See docs/payments.md."""
