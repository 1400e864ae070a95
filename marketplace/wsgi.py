import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from marketplace.loaded import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
application = get_wsgi_application()
len(get_resolver().url_patterns)  # the pages are imported now, not while the first buyer waits
settle()

if "ISOKO_HOUSE" in os.environ:
    # A web server whose first process is killed leaves its workers behind: they would go on serving beside those of the next.
    from marketplace.embedded.children import end_with_parent

    end_with_parent()
