FROM python:3.12-slim-trixie

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/openfloor
RUN useradd --system --home-dir /srv/openfloor openfloor && mkdir -p /var/lib/openfloor
WORKDIR /srv/openfloor

# pg_dump and psql, for `manage.py backup` and `restore`.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY manage.py LICENSE ./
COPY qa_server qa_server
COPY sessions sessions
COPY static static
COPY locale locale

RUN for catalogue in locale/*/LC_MESSAGES/*.po; do \
        [ ! -e "$catalogue" ] || pybabel compile --input-file "$catalogue" --output-file "${catalogue%.po}.mo"; \
    done
RUN python -m servestatic.compress --quiet --no-brotli --no-zstd static/vendor/lit-html ts
RUN chown -R openfloor /var/lib/openfloor

USER openfloor
EXPOSE 8000
