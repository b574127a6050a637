FROM python:3.12-slim-trixie

# pg_dump and psql, for `manage.py backup` and `restore`: of the distribution, whatever its latest mend is.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/openfloor
WORKDIR /srv/openfloor

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY manage.py LICENSE ./
COPY qa_server qa_server
COPY sessions sessions
COPY static static
COPY locale locale

# Translations and compressed files, and the one folder the server may write to. The account is a number, so that a
# system that wants to be sure it is not root can see it; it may read what was copied, also from a clone that only its
# owner may read (umask 077).
RUN chmod -R a+rX . \
    && pybabel --quiet compile --directory locale --domain django \
    && pybabel --quiet compile --directory locale --domain djangojs \
    && python -m servestatic.compress --quiet --no-brotli --no-zstd static/vendor/lit-html ts \
    && install --directory --owner=10001 --group=10001 --mode=0700 "$VAR_DIR"

USER 10001:10001
EXPOSE 8000

# Processes: WEB_CONCURRENCY (1). Whose X-Forwarded-For is believed: FORWARDED_ALLOW_IPS (127.0.0.1).
# No log of requests: moderator links are keys. No per-message deflate: frames are small, and it doubles the memory of
# a socket.
CMD ["python", "-m", "uvicorn", "qa_server.asgi:application", "--host", "0.0.0.0", "--port", "8000", \
    "--loop", "uvloop", "--http", "qa_server.http_protocol:Protocol", "--ws", "sessions.live.websocket:Protocol", \
    "--ws-per-message-deflate", "false", "--ws-max-size", "16384", \
    "--log-level", "info", "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "10"]
HEALTHCHECK --interval=10s --timeout=5s --retries=3 --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
