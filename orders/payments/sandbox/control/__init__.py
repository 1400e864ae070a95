"""The control page and its API: faults on demand. On 127.0.0.1 alone; the shop passes nobody on to it."""
