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

. "$root/emulators/clients.sh"
install_clients

cd "$root"
mvn -q -pl emulators/organizations -am package -DskipTests
start_emulator java -jar "$target/organizations-emulator.jar" --port 0 --account-seconds 0

"$tools/bin/python" "$here/story.py" "$endpoint"
sh "$here/story.sh" "$tools/bin/aws" "$endpoint"
"$tools/bin/python" "$here/compare.py" "$endpoint" "${1:-3000}"
