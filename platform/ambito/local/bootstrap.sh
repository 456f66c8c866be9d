# What ./run and ./test share: a Python that really runs, uv in the project folder, the locked packages in .venv.
# Sourced with the project folder as working directory. It lies beside the code that it starts.

export AMBITO_BEGUN="$(date +%s)"
export UV_SYSTEM_CERTS=1          # behind a proxy that inspects TLS only the machine's own certificates are right
export UV_PYTHON_DOWNLOADS=never  # there may be no site to download from
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH
unset PYTHONDONTWRITEBYTECODE     # compiling every module at every start costs more than a second per process

# An empty, missing or unwritable HOME would scatter caches over the file system.
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
    export HOME="$PWD/.tools/home"
    mkdir -p "$HOME"
fi

say_and_stop() {
    echo "$1" >&2
    exit 1
}

# A name on PATH proves nothing (version managers leave shims that fail): ask the interpreter itself.
find_python() {
    for candidate in ${AMBITO_PYTHON:+"$AMBITO_PYTHON"} python3.11 python3.12 python3.13 python3; do
        python="$("$candidate" -c 'import sys
if (3, 11) <= sys.version_info[:2] < (3, 14): print(sys.executable)' 2>/dev/null)" || continue
        [ -n "$python" ] && return
    done
    say_and_stop "Python 3.11, 3.12 or 3.13 is needed; none was found on PATH. AMBITO_PYTHON may name one."
}

UV_VERSION=0.13.9

install_uv() {
    [ -x .tools/bin/uv ] && [ -d ".tools/uv-$UV_VERSION.dist-info" ] && return
    "$python" -m pip --version >/dev/null 2>&1 || say_and_stop "$python has no pip; install pip and try again."
    PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 "$python" -m pip install --quiet --quiet --upgrade --root-user-action ignore --no-warn-script-location \
        --disable-pip-version-check --target .tools "uv==$UV_VERSION"
}

# $1: a name for the set of packages; the rest: how uv is asked for it.
sync_packages() {
    stamp=".venv/.synced-$1"
    wanted="$PWD $(cat pyproject.toml uv.lock | cksum)"
    shift
    # The full set contains the smaller one.
    for present in "$stamp" .venv/.synced-all; do
        [ "$(cat "$present" 2>/dev/null)" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null && return
    done
    find_python
    install_uv
    .tools/bin/uv sync --quiet --frozen --python "$python" "$@"
    echo "$wanted" >"$stamp"
}
