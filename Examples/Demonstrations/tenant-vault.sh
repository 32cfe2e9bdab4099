#!/usr/bin/env bash
# Keeps the keys of two tenants, under an agent and a machine key. Usage: tenant-vault.sh DIRECTORY-OF-EXAMPLES
set -euo pipefail

vault=$1/tenant-vault
agent=$1/root-key-agent
# shellcheck source=steps.sh
source "$(dirname "$0")/steps.sh"

mkdir backups copies
printf '9-Small-Otters-Swim' > recovery.password

start_agent() {
    "$agent" --socket agent.socket --key agent.key "$@" &
    background=($!)
    until_true test -S agent.socket
}

# Sends requests to a vault, and shows the answers in the order of the requests; the last ones are kept in answers.txt.
serve() {
    local status=0
    printf '$ tenant-vault %s\n' "$*"
    "$vault" --store vault.db --recovery-password-file recovery.password --backup-directory backups \
        --copy-directory copies "$@" > answers.txt 2> notes.txt || status=$?
    cat notes.txt
    sort answers.txt
    [ "$status" -eq 0 ] || printf '(exit status %s)\n' "$status"
}

# A sealed record from the last answers, by the id of its request.
sealed() {
    sed -n "s/^{\"id\":\"$1\",\"sealed\":\"\(.*\)\"}\$/\1/p" answers.txt
}

step 'An agent holds the key that protects the vault'
start_agent --create-key 2> agent.txt
cat agent.txt

step 'The first start: the vault comes into being, and its root is backed up'
serve --machine-key machine.key --agent agent.socket --create << 'REQUESTS'
{"id": "1", "action": "add", "tenant": "acme"}
{"id": "2", "action": "add", "tenant": "globex"}
{"id": "3", "action": "seal", "tenant": "acme", "record": "invoice 7", "text": "100 anvils"}
{"id": "4", "action": "seal", "tenant": "globex", "record": "invoice 7", "text": "a doomsday device"}
{"id": "5", "action": "seal", "tenant": "initech", "record": "invoice 7", "text": "a stapler"}
REQUESTS
acme=$(sealed 3)
globex=$(sealed 4)
ls backups copies

step 'The machine key is lost: the agent alone opens the vault. Records open for their tenants, under their names'
rm machine.key
serve --agent agent.socket << REQUESTS
{"id": "1", "action": "rotateMasterKey", "tenant": "acme"}
{"id": "2", "action": "rotateDataKey", "tenant": "acme"}
{"id": "3", "action": "open", "tenant": "acme", "record": "invoice 7", "sealed": "$acme"}
{"id": "4", "action": "open", "tenant": "globex", "record": "invoice 7", "sealed": "$acme"}
{"id": "5", "action": "open", "tenant": "acme", "record": "invoice 8", "sealed": "$acme"}
no request at all
REQUESTS

step 'A tenant leaves: nobody opens its records any more'
serve --agent agent.socket << REQUESTS
{"id": "1", "action": "open", "tenant": "globex", "record": "invoice 7", "sealed": "$globex"}
{"id": "2", "action": "remove", "tenant": "globex"}
{"id": "3", "action": "open", "tenant": "globex", "record": "invoice 7", "sealed": "$globex"}
{"id": "4", "action": "open", "tenant": "acme", "record": "invoice 7", "sealed": "$acme"}
REQUESTS

step 'SIGTERM ends a vault that waits for requests, and what it has read is answered'
mkfifo requests
"$vault" --store vault.db --recovery-password-file recovery.password --backup-directory backups \
    --copy-directory copies --agent agent.socket < requests > answers.txt 2> notes.txt &
background+=($!)
exec 9> requests
printf '{"id": "1", "action": "open", "tenant": "acme", "record": "invoice 7", "sealed": "%s"}\n' "$acme" >&9
until_true test -s answers.txt
stop "${background[1]}" tenant-vault
exec 9>&-
cat answers.txt

step 'Without the agent the vault says so'
stop "${background[0]}" root-key-agent
background=()
serve --agent agent.socket < /dev/null
