#!/usr/bin/env bash
# What the library is for, on a throw-away instance: the root key is backed up, proven, lost, restored, and recovered
# without the library. Usage: demo.sh PATH-OF-KEYHIERARCHY
set -euo pipefail

tool=$1
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"
chmod 700 .
mkdir -m 700 stick

umask 077
printf '3-Wise-Herons-Fish' > backup.pw
printf '5-Old-Tortoises-Run' > sales.pw

# What macOS calls openssl is another program, without CMS as it is needed here.
if [ "$(uname)" = Darwin ]; then
    PATH="$(brew --prefix openssl@3)/bin:$PATH"
fi

step() {
    printf '\n== %s\n' "$1"
}

run() {
    printf '$ %s\n' "$(printf '%s ' "$@" | sed "s#$tool#keyhierarchy#")"
    "$@"
}

on() {
    run "$tool" "$@" --store instance.db --machine-key machine.key
}

step 'A new instance: its service master key comes into being by itself'
on init --server-name SQLDEMO01
on database create Sales
on master-key create --database Sales --password-file sales.pw

step 'One of the first things to do: back the service master key up, with a copy elsewhere'
on backup service-master-key smk.pem --copy-to stick --password-file backup.pw --label 'vault envelope 3'

step 'What anybody can read from the file, without its password'
run "$tool" inspect stick/smk.pem

step 'Prove the copy: it opens, and it holds the key in use'
on verify stick/smk.pem --password-file backup.pw
before=$("$tool" status --json --store instance.db --machine-key machine.key |
    sed -n '/"serviceMasterKey"/,$ s/.*"fingerprint" : "\(.*\)",/\1/p' | tail -n 1)

step 'The machine burns down: instance and machine key are gone, the copy is not'
run rm -f instance.db instance.db-wal instance.db-shm machine.key smk.pem

step 'On a new machine, with nothing but the copy and its password'
on restore service-master-key stick/smk.pem --password-file backup.pw
on status

step 'And without this tool: stock openssl prints the contents of the file, the key in the last line'
printf '$ %s\n' "openssl cms -decrypt -inform PEM -in stick/smk.pem -pwri_password 3-Wise-Herons-Fish -binary | openssl asn1parse -inform DER"
openssl cms -decrypt -inform PEM -in stick/smk.pem -pwri_password "$(cat backup.pw)" -binary |
    openssl asn1parse -inform DER | tee contents.txt

key=$(tail -n 1 contents.txt | sed 's/.*\[HEX DUMP\]://')
recovered=$(printf 'key fingerprint' | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" | sed 's/.*= //' | cut -c 1-32)
printf '\nThe key that openssl printed: %s\nIts fingerprint:              %s\nThe instance had:             %s\n' \
    "$key" "$recovered" "$before"
[ "$recovered" = "$before" ] || {
    echo 'They are not the same.' >&2
    exit 1
}
echo 'It is the very key that the instance holds.'

step "A script of SQL Server's documentation, unchanged: what it says is drive c: is a directory here"
mkdir -m 700 disks
cat > backup.sql <<'SQL'
-- Creates a backup of the service master key.
USE master;
GO
BACKUP SERVICE MASTER KEY TO FILE = 'c:\temp_backups\keys\service_master_ key'
    ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
SQL
cat backup.sql
run "$tool" sql --in-memory --file-root disks -f backup.sql
run "$tool" inspect 'disks/c/temp_backups/keys/service_master_ key'
