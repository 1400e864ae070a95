#!/usr/bin/env python
"""Isoko's command line: `manage.py up` runs the whole house."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as refusal:  # the environment is wrong, not the code: a sentence helps more than a traceback
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
