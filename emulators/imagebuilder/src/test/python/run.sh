#!/bin/sh
# Starts an emulator and tests it with boto3, the AWS CLI and a walk of the API model. Ends with a status other than 0
# when anything fails. The clients come from PyPI into .tools/, once.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../../.." && pwd)
tools=$root/.tools/imagebuilder-clients
log=$root/emulators/imagebuilder/target/emulator.log

if ! cmp -s "$here/requirements.txt" "$tools/requirements.txt"; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$tools/requirements.txt"
fi

cd "$root"
mvn -q -pl emulators/imagebuilder -am compile
mvn -q -pl emulators/imagebuilder -am compile exec:java -Prun-emulator -Dexec.args="--port 0 --build-seconds 1" >"$log" 2>&1 &
emulator=$!
trap 'kill "$emulator" 2>/dev/null; wait "$emulator" 2>/dev/null || true' EXIT

endpoint=
for _ in $(seq 120); do
    endpoint=$(sed -n 's/.*emulator at \(http[^,]*\),.*/\1/p' "$log")
    [ -n "$endpoint" ] && break
    kill -0 "$emulator" 2>/dev/null || break
    sleep 0.5
done
[ -n "$endpoint" ] || { echo "The emulator did not start:" >&2; cat "$log" >&2; exit 1; }

"$tools/bin/python" "$here/story.py" "$endpoint"
sh "$here/story.sh" "$tools/bin/aws" "$endpoint"
"$tools/bin/python" "$here/walk_model.py" "$endpoint"
