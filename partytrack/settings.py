"""All settings, read once from the environment (README lists the variables)."""

import os
import secrets
import sys
import tomllib
from pathlib import Path
from typing import Any

import dj_database_url
from bootstrap_wrapper import get_bootstrap_css_dir
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from partytrack import history

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("PARTYTRACK_DATA_DIR", BASE_DIR / "var"))
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
DEMO = os.environ.get("PARTYTRACK_DEMO") == "1"  # set by the command `demo` alone, which listens on 127.0.0.1


def _secret_key() -> str:
    """SECRET_KEY, or a random one kept in the data directory."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(f"secret_key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            os.link(fresh, kept)  # the first of several starting processes wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
ROOT_URLCONF = "partytrack.urls"
WSGI_APPLICATION = "partytrack.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "partytrack",
    "accounts",
    "workbooks",
    "units",
    "admissions",
    "targets",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "ninja",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "partytrack.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "partytrack.middleware.private_pages",
    "csp.middleware.CSPMiddleware",
    "partytrack.middleware.sound_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "partytrack.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.session_limit",
    "accounts.middleware.History",
    "accounts.middleware.SignedIn",
    "accounts.middleware.OwnPasswordFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partytrack.middleware.explained_refusals",
    "units.question.AnswerBadQuestions",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.installation",
                "units.context.navigation",
            ]
        },
    }
]


# Rules that look at other rows take a lock, then look: a server that starts transactions otherwise would show them an old state.
READ_COMMITTED = r"-c default_transaction_isolation=read\ committed"


def _database() -> dict[str, Any]:
    """The server that DATABASE_URL names, else the embedded PostgreSQL in DATA_DIR."""
    url = os.environ.get("DATABASE_URL")
    if sys.argv[1:2] == ["migrate"]:  # as the owner of the tables, where one is named; the application need own nothing
        url = os.environ.get("DATABASE_OWNER_URL", url)
    options = {"options": f"-c jit=off -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s {READ_COMMITTED}"}
    if not url:
        return {"ENGINE": "partytrack.embedded", "NAME": "partytrack", "OPTIONS": options, "CONN_HEALTH_CHECKS": True}
    server: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    server.setdefault("OPTIONS", {}).update(options)
    return server


DATABASES = {"default": _database()}
DATABASES["default"]["TEST"] = {"NAME": f"test_partytrack_{os.getpid()}"}

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.passwords.NotCommon"},
    {"NAME": "accounts.passwords.NotOneself"},
    {"NAME": "accounts.passwords.NotLocal"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
OFFICE_NAME = os.environ.get("PARTYTRACK_OFFICE", "Đảng bộ tỉnh Đắk Lắk" if DEMO else "")
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth wants the two lists to agree
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Tries from one address; wrong ones from one address; wrong ones for one account, wherever they come from
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,10/10m/key", "change_password": "5/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PARTYTRACK_PROXIES", "0"))  # else X-Forwarded-For is anyone's word
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counters",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # with Django's 300, a list of made-up names would push real counters out
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # messages name people; cookies must not

# History: every write of every tracked model, by whatever path, is kept by triggers
PGHISTORY_DEFAULT_TRACKERS = history.TRACKERS
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Language and forms of numbers and dates
LANGUAGE_CODE = "vi"
LANGUAGE_COOKIE_NAME = "language" if DEMO else "__Host-language"
LANGUAGE_COOKIE_SECURE = not DEMO
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["partytrack.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", get_bootstrap_css_dir())]
WHITENOISE_USE_FINDERS = True  # nothing to collect before the first page
WHITENOISE_MAX_AGE = 300
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads anything of ours
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# The browser is told to trust nothing but our own files
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_SSL_REDIRECT = not DEMO and os.environ.get("PARTYTRACK_TLS_AT_PROXY") != "1"
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # offices' own networks have no names that browsers could preload
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "sessionid" if DEMO else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if DEMO else "__Host-csrftoken"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 30 * 60  # idle
SESSION_LONGEST_AGE = 12 * 60 * 60  # however busy
SESSION_SAVE_EVERY_REQUEST = True
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"

# One JSON object a line on stderr; whoever runs the service ships it on
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "partytrack.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "accounts": {"level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
