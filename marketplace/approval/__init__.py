"""Dated rows that two officers keep: one proposes a row, another puts it in force, and none is rewritten after that.

Law tables, rate cards and rules of papers derive their models from `rows`; `services` moves a row on, `desk` shows it to the officers."""
