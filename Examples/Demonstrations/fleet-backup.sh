#!/usr/bin/env bash
# Backs up the keys of three instances. Usage: fleet-backup.sh DIRECTORY-OF-EXAMPLES PATH-OF-KEYHIERARCHY
set -euo pipefail

fleet=$1/fleet-backup
tool=$2
# shellcheck source=steps.sh
source "$(dirname "$0")/steps.sh"

# An instance of the fleet, through the tool of the library.
on() {
    "$tool" "${@:2}" --store "$1.db" --machine-key "$1.machine.key" --service-account-key "$1.service.key" > /dev/null 2>&1
}

mkdir backups copies
printf '8-Tall-Giraffes' > backup.password
printf '5-Old-Tortoises-Run' > database.password
for instance in SQLPROD01 SQLPROD02 SQLTEST03; do
    on "$instance" init --server-name "$instance"
done
for database in Sales Archive; do
    on SQLPROD01 database create "$database"
    on SQLPROD01 master-key create --database "$database" --password-file database.password
done
# Archive opens with its password alone.
on SQLPROD01 master-key alter --database Archive --drop-service-master-key
# The disk with the keys of SQLTEST03 is not mounted.
mkdir away
mv SQLTEST03.*.key away

cat > fleet.json << 'JSON'
{
  "backupDirectory": "backups",
  "copyDirectory": "copies",
  "passwordFile": "backup.password",
  "passwordLabel": "vault envelope 3",
  "maximumAgeInDays": 30,
  "reportFile": "report.json",
  "instances": [
    {
      "name": "SQLPROD01", "store": "SQLPROD01.db",
      "machineKey": "SQLPROD01.machine.key", "serviceAccountKey": "SQLPROD01.service.key",
      "databasePasswordFiles": { "Archive": "database.password" }
    },
    {
      "name": "SQLPROD02", "store": "SQLPROD02.db",
      "machineKey": "SQLPROD02.machine.key", "serviceAccountKey": "SQLPROD02.service.key"
    },
    {
      "name": "SQLTEST03", "store": "SQLTEST03.db",
      "machineKey": "SQLTEST03.machine.key", "serviceAccountKey": "SQLTEST03.service.key"
    }
  ]
}
JSON

step 'What is at risk? Nothing is changed by looking'
run "$fleet" check --configuration fleet.json

step 'Back it up; what only a person can mend is left'
run "$fleet" run --configuration fleet.json

step 'A second password for Archive, and the disk of SQLTEST03 is back'
printf '7-Quiet-Rivers-Flow' > second.password
on SQLPROD01 master-key alter --database Archive --open-password-file database.password \
    --add-password-file second.password --label 'on-call'
mv away/* .
run "$fleet" run --configuration fleet.json

step 'Somebody regenerates a service master key, and somebody deletes a copy'
on SQLPROD02 service-master-key regenerate
rm copies/SQLPROD01.database-5-Sales.*
run "$fleet" check --configuration fleet.json

step 'On a schedule, until SIGTERM; the report says when the pass is over'
rm report.json
"$fleet" run --configuration fleet.json --every 1h > pass.txt 2>&1 &
background+=($!)
until_true test -e report.json
stop "${background[0]}" fleet-backup
background=()
cat pass.txt
grep -c '"remaining" : \[' report.json | sed 's/$/ keys in the report/'

step 'Anybody can prove the copies: the older one holds the key before'
for copy in copies/SQLPROD02.service-master-key.*; do
    "$tool" verify "$copy" --password-file backup.password --store SQLPROD02.db --machine-key SQLPROD02.machine.key \
        --json | grep -E '"(current|verified)"'
done

step 'A password that others can read is not used'
chmod 644 backup.password
run "$fleet" run --configuration fleet.json
