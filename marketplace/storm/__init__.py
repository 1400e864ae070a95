"""A storm over the whole house: buyers, sellers and a wallet go about their business over HTTP while its processes are killed at random
and the wallet's messages are lost, doubled and forged. Afterwards everything must be true (truths.py). `manage.py bench storm` is the long
one, tests/test_storm.py the short one; docs/decisions/storm.md says what it proves and what not."""
