"""Django's settings. What differs between installations comes from the environment (docs/operations.md)."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from . import assets, databases, env, redis
from .languages import languages
from .local_network import as_host, is_local, names_of_this_machine, zone_of_this_machine

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")

# --- where we are ------------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", kept_in=VAR_DIR / "secret-key")
PUBLIC_URL = env.web_address("PUBLIC_URL", "http://localhost:8000")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
HTTPS = PUBLIC_URL.startswith("https://")
IS_LOCAL = is_local(PUBLIC_HOST)
ALLOWED_HOSTS = [
    # Without the first nobody gets a page, and without the other the health checks of compose never end well.
    *(as_host(PUBLIC_HOST), "127.0.0.1"),
    # In a room, the wifi and the cable reach this machine by different addresses: all of them are its own.
    *env.hosts("ALLOWED_HOSTS", ["localhost", "[::1]", *(names_of_this_machine() if IS_LOCAL else ())]),
]
HOSTING = env.choice("HOSTING", "anyone" if IS_LOCAL else "accounts", "anyone", "accounts")
if DEBUG and not all(is_local(host) for host in (PUBLIC_HOST, *ALLOWED_HOSTS)):
    raise ImproperlyConfigured(
        "DEBUG=1 shows the inside of errors to everybody: it needs a PUBLIC_URL and ALLOWED_HOSTS of a local network."
    )

# --- what runs ---------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",  # first: it gives `runserver` its websockets
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "sessions",
]
MIDDLEWARE = [
    "qa_server.cookies.one_reader",  # first: all others read cookies from the request
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "qa_server.csrf.OriginCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]
ROOT_URLCONF = "qa_server.urls"
ASGI_APPLICATION = "qa_server.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- data --------------------------------------------------------------------------------------------------
LIVE_THREADS = env.number("LIVE_THREADS", 4, 1, 64)
DATABASE_ADDRESS = databases.address(env.text("DATABASE_URL"), VAR_DIR)
DATABASES = {"default": databases.parse(DATABASE_ADDRESS, VAR_DIR, LIVE_THREADS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL")
# Uvicorn reads it too, and ends with a traceback where it is no number: here it is said before, by `migrate`.
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", 1, 1, 256)
if WEB_CONCURRENCY > 1 and not REDIS_URL:
    raise ImproperlyConfigured(
        f"{WEB_CONCURRENCY} processes (WEB_CONCURRENCY, WORKERS of script/server, WEB_WORKERS of compose) need "
        "REDIS_URL, or what happens in one is late in the others."
    )
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [redis.parse(REDIS_URL)], "prefix": "openfloor"},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

# One file for each language, one word a line: words a cloud refuses.

# --- the live engine ---------------------------------------------------------------------------------------
FANOUT_CPU_PERCENT = env.number("FANOUT_CPU_PERCENT", 30, 1, 90)
MAX_OPEN_QUESTIONS = env.number("MAX_OPEN_QUESTIONS", 3000, 50, 100_000)
NEWCOMERS_PER_NETWORK = env.number("NEWCOMERS_PER_NETWORK", 200, 1, 1_000_000)
SESSIONS_PER_NETWORK = env.number("SESSIONS_PER_NETWORK", 200, 1, 1_000_000)
PAGES_PER_NETWORK = env.number("PAGES_PER_NETWORK", 1000, 1, 1_000_000)
ATTENDEE_COMMANDS_PER_SECOND = env.number("ATTENDEE_COMMANDS_PER_SECOND", 5, 1, 1000)
BEAT_SECONDS = env.number("BEAT_SECONDS", 10, 1, 60)

# --- connections -------------------------------------------------------------------------------------------
REQUEST_TIMEOUT = env.number("REQUEST_TIMEOUT", 8, 1, 60)

# --- watching ----------------------------------------------------------------------------------------------
METRICS_TOKEN = env.token("METRICS_TOKEN")

# --- pages -------------------------------------------------------------------------------------------------
STATICFILES_DIRS = [BASE_DIR / "static"]
ASSET_VERSION = assets.version_of(BASE_DIR / "static")
STATIC_URL = f"/static/{ASSET_VERSION}/"
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGES = languages(BASE_DIR / "locale")
# In a room the machine knows what time it is there; a server somewhere else does not.
TIME_ZONE = env.time_zone("TIME_ZONE", zone_of_this_machine() if IS_LOCAL else "UTC")
USE_TZ = True
CSRF_FAILURE_VIEW = "sessions.hosting.errors.csrf_failure"
LOGIN_URL = "/accounts/sign-in/"
LOGIN_REDIRECT_URL = "/host/"
LOGOUT_REDIRECT_URL = "/"

# --- safety ------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # `headers` sends it with every answer, not only with Django's
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
# Of a form or an address: ours have a few dozen, a list of the admin's a hundred.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 250
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# What `check --deploy` would have otherwise, and why not here.
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # the CSRF middleware is there: ours (qa_server/csrf.py) is made of Django's
    "security.W005",  # other names below this host are not ours to put on HTTPS
    "security.W008",  # the proxy in front redirects to HTTPS; health checks come without
    "security.W021",  # a browser's preload list is for who owns the domain to ask for
]
if not HTTPS:  # in a room there is no certificate to be had
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W012", "security.W016"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {
        "one_line": {"()": "qa_server.logs.VisitorsFaultsInOneLine"},
        "database": {"()": "qa_server.logs.DatabaseFaultsInOneLine"},
        "no_floods": {"()": "qa_server.logs.NoFloods"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["one_line", "database", "no_floods"],
        }
    },
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "daphne": {"level": "WARNING"},
        # Each of its tries to connect again; that the database is away, who asks it says.
        "psycopg.pool": {"level": "CRITICAL"},
        # Uvicorn's own handler would write every traceback of a flood. Its access log stays as it is set up: off. What
        # it says of each start and each socket is not for the log; that a worker died, it says in a process of its own.
        "uvicorn.error": {"handlers": ["console"], "propagate": False, "level": "WARNING"},
    },
}
