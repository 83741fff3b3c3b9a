# What the src/test/python/run.sh of every emulator needs. Source it after setting:
#   here   the folder of run.sh
#   tools  the folder for the clients
#   log    the file for the emulator's output

# Installs the Python clients that requirements.txt lists, unless they are installed.
install_clients() {
    if ! cmp -s "$here/requirements.txt" "$tools/requirements.txt"; then
        python3 -m venv "$tools"
        "$tools/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
        cp "$here/requirements.txt" "$tools/requirements.txt"
    fi
}

# Runs the command, which starts an emulator, until the script ends. Sets endpoint to the emulator's URL.
start_emulator() {
    : >"$log"
    "$@" >>"$log" 2>&1 &
    emulator=$!
    trap 'kill "$emulator" 2>/dev/null; wait "$emulator" 2>/dev/null || true' EXIT
    endpoint=
    for _ in $(seq 120); do
        endpoint=$(sed -n 's/.*emulator at \(http[^,]*\),.*/\1/p' "$log")
        [ -n "$endpoint" ] && return
        kill -0 "$emulator" 2>/dev/null || break
        sleep 0.5
    done
    echo "The emulator did not start:" >&2
    cat "$log" >&2
    exit 1
}
