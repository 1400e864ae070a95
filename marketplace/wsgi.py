import os

from django.core.wsgi import get_wsgi_application

from marketplace.loaded import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
application = get_wsgi_application()
settle()

if "ISOKO_HOUSE" in os.environ:
    # A web server whose first process is killed leaves its workers behind: they would go on serving beside those of the next.
    from marketplace.embedded.children import end_with_parent

    end_with_parent()
