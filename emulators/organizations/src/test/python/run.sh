#!/bin/sh
# Builds the jar, starts it, tests it with boto3 and the AWS CLI, and compares it with moto. Ends with a status other than 0
# when anything fails. The clients come from PyPI into .tools/, once.
# usage: run.sh [REQUESTS]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../../.." && pwd)
tools=$root/.tools/organizations-clients
target=$root/emulators/organizations/target
log=$target/emulator.log

if ! cmp -s "$here/requirements.txt" "$tools/requirements.txt"; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$tools/requirements.txt"
fi

cd "$root"
mvn -q -pl emulators/organizations -am package -DskipTests
java -jar "$target/organizations-emulator.jar" --port 0 --account-seconds 0 >"$log" 2>&1 &
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
"$tools/bin/python" "$here/compare.py" "$endpoint" "${1:-3000}"
