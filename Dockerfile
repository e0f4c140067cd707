# Builds the site of the archive in this folder, or of one that is mounted, and needs no network once it is made:
#
#   docker build --tag cuttings .
#   docker run --rm --volume "$PWD/content:/archive/content:ro" --volume "$PWD/out:/out" cuttings
#
# What is installed is what the lock lists, by hash. It runs as a user who may write to /out and to nothing else;
# give --user "$(id -u):$(id -g)" where the folder behind /out is yours alone.
FROM python:3.13-slim

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /archive

COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN pip install --no-cache-dir --no-build-isolation --require-hashes --requirement requirements.lock

COPY generator generator
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable .

COPY mkdocs.yml ./
COPY theme theme
COPY content content

RUN useradd --system --no-create-home reader \
    && mkdir --mode 1777 build /out
USER reader
VOLUME /out

ENTRYPOINT ["cuttings"]
CMD ["build", "--site", "/out/site"]
