#!/bin/sh
# Builds the jar, starts it and tests it: the examples for boto3, the AWS CLI and JavaScript, the sequences of calls of
# well-known tools, and a walk of the API model. Ends with a status other than 0 when anything fails. The clients come
# from PyPI and npm into .tools/, once. Without node, the JavaScript example is left out.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
emulator_home=$(cd "$here/../../.." && pwd)
root=$(cd "$emulator_home/../.." && pwd)
examples=$emulator_home/examples
tools=$root/.tools/imagebuilder-clients
log=$emulator_home/target/emulator.log

. "$root/emulators/clients.sh"
install_clients
if command -v npm >/dev/null && ! cmp -s "$examples/package.json" "$tools/javascript/package.json"; then
    mkdir -p "$tools/javascript"
    cp "$examples/package.json" "$tools/javascript/"
    (cd "$tools/javascript" && npm install --silent --no-audit --no-fund)
fi

cd "$root"
mvn -q -pl emulators/imagebuilder -am package -DskipTests
start_emulator java -jar "$emulator_home/target/imagebuilder-emulator.jar" --port 0 --build-seconds 1

"$tools/bin/python" "$examples/boto3_example.py" "$endpoint"
sh "$examples/aws-cli.sh" "$tools/bin/aws" "$endpoint"
if command -v node >/dev/null; then
    cp "$examples/javascript.mjs" "$tools/javascript/"
    node "$tools/javascript/javascript.mjs" "$endpoint"
fi
"$tools/bin/python" "$here/sequences.py" "$endpoint"
"$tools/bin/python" "$here/walk_model.py" "$endpoint"
