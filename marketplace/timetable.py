"""What beat sends, and when. A message nobody took within its time is dropped: the next one says the same."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 3.0, "options": {"expires": 3}},
    "seal-history": {"task": "history.seal", "schedule": 5.0, "options": {"expires": 5}},
    "forget-old-jobs": {"task": "jobs.forget-old", "schedule": crontab(hour=2, minute=10)},
    "count-in-holds": {"task": "allocation.sweep", "schedule": 3.0, "options": {"expires": 3}},
    "close-flash-sales": {"task": "campaigns.close_sales", "schedule": 60.0, "options": {"expires": 60}},
    "collect-interest": {"task": "campaigns.collect_interest", "schedule": 60.0, "options": {"expires": 60}},
    "release-holds": {"task": "orders.release_holds", "schedule": 10.0, "options": {"expires": 10}},
    "forget-api-answers": {"task": "api.forget-answers", "schedule": crontab(hour=2, minute=20)},
    "forget-guest-carts": {"task": "orders.forget_carts", "schedule": 3600.0, "options": {"expires": 3600}},
    "forget-old-quotes": {"task": "logistics.forget_quotes", "schedule": crontab(hour=2, minute=30)},
    "erase-real-names": {"task": "identity.erase", "schedule": crontab(hour=2, minute=40)},
    "clean-personal-data": {"task": "privacy.clean", "schedule": crontab(hour=2, minute=50)},
    "catalog-nightly": {"task": "catalog.nightly", "schedule": crontab(hour=1, minute=20)},
    "search-nightly": {"task": "search.nightly", "schedule": crontab(hour=1, minute=30)},
    "letters-of-messages": {"task": "talk.clock", "schedule": 60.0, "options": {"expires": 60}},
    "count-answer-times": {"task": "talk.hourly", "schedule": crontab(minute=25)},
    "forget-old-messages": {"task": "talk.nightly", "schedule": crontab(hour=2, minute=50)},
    "watch-restocks": {"task": "wishes.watch", "schedule": 60.0, "options": {"expires": 60}},
    "wishes-nightly": {"task": "wishes.nightly", "schedule": crontab(hour=1, minute=50)},
    "related-nightly": {"task": "related.nightly", "schedule": crontab(hour=1, minute=35)},
    "keep-evidence-day": {"task": "sellers.evidence_day", "schedule": 3600.0, "options": {"expires": 3600}},
    "look-at-lights": {"task": "landed.look_again", "schedule": 60.0, "options": {"expires": 60}},
    "watch-transfers": {"task": "bank_transfer.watch", "schedule": 60.0, "options": {"expires": 60}},
    "watch-trade": {"task": "trade.clock", "schedule": 60.0, "options": {"expires": 60}},
    "watch-aftersale": {"task": "aftersale.clock", "schedule": 60.0, "options": {"expires": 60}},
    # Providers give a day's list in the morning of the next: at nine in China, which is one o'clock here.
    "reconcile-nightly": {"task": "reconciliation.nightly", "schedule": crontab(hour=3, minute=40)},
    "payout-day": {"task": "payouts.day", "schedule": 3600.0, "options": {"expires": 3600}},
    "check-the-books": {"task": "ledger.check", "schedule": crontab(hour=1, minute=40)},
    "count-silence-as-arrival": {"task": "orders.count_silence_as_arrival", "schedule": 3600.0, "options": {"expires": 3600}},
    "watch-payments": {"task": "payments.watch", "schedule": 5.0, "options": {"expires": 5}},
}
