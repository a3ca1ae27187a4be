# The index is not in the image: the first start builds it below /data, which takes a minute or two.
FROM python:3.13-slim-bookworm AS build

# Another index to look for wheels in. PyTorch for CPUs alone makes the image some gigabytes smaller:
#   docker build --build-arg EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu .
ARG EXTRA_INDEX_URL=""

WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY retrieval ./retrieval
COPY corpus ./corpus
COPY prompts ./prompts
RUN python -m venv /opt/onrecord \
    && /opt/onrecord/bin/pip install --no-cache-dir \
        ${EXTRA_INDEX_URL:+--extra-index-url "$EXTRA_INDEX_URL"} .

FROM python:3.13-slim-bookworm

RUN useradd --uid 10001 --no-create-home --home-dir /data onrecord \
    && install --directory --owner=onrecord --group=onrecord --mode=0700 /data
COPY --from=build /opt/onrecord /opt/onrecord

ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    ONRECORD_HOME=/data

USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["onrecord"]
CMD ["discord"]
