# shellcheck shell=bash
# Sourced after common.sh: what is done to a database, through a URL like postgresql://USER@HOST:PORT/NAME.

readonly SQL_DIR=$REPOSITORY/sql

# socket_url SOCKET_DIR PORT DATABASE: its superuser's URL.
socket_url() { echo "postgresql://postgres@/$3?host=$(url_escape "$1")&port=$2"; }

# A path as a value in a URL.
url_escape() {
  local path=$1 escaped='' character i
  for ((i = 0; i < ${#path}; i++)); do
    character=${path:i:1}
    case $character in
      [A-Za-z0-9/._~-]) escaped+=$character ;;
      *) escaped+=$(printf '%s' "$character" | od -An -tx1 | tr -d '\n' | tr ' ' '%') ;;
    esac
  done
  echo "$escaped"
}

# url_as_role URL ROLE [PASSFILE]: the same database for another role.
url_as_role() {
  local rest=${1#*://} separator='?'
  rest=${rest#*@}
  [[ $rest != *\?* ]] || separator='&'
  echo "postgresql://$2@$rest${3:+${separator}passfile=$(url_escape "$3")}"
}

# The password leaves DATABASE_URL, so that it does not show among the processes.
hide_password() {
  if [[ $DATABASE_URL =~ ^([^:]+://[^/@:]*):([^/@]*)@(.*)$ ]]; then
    DATABASE_URL=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
    PGPASSWORD=$(printf '%b' "${BASH_REMATCH[2]//%/\\x}")
    export PGPASSWORD
  fi
}

# create_database URL NAME: unless the server has it.
create_database() {
  psql_at "$1" \
    <<<"SELECT 'CREATE DATABASE $2' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$2') \gexec"
}

# The README's first calls are about this user.
readonly DEMO_USER=00000000-0000-4000-8000-000000000001

# create_demo_user URL: on a database that has a stand-in for the product's users.
create_demo_user() {
  psql_at "$1" <<END
SELECT 'INSERT INTO users (user_id) VALUES (''$DEMO_USER'') ON CONFLICT DO NOTHING'
WHERE obj_description('users'::regclass, 'pg_class') = 'Stand-in of Liftmark' \gexec
END
}

# psql_at URL [ARGUMENT...]: quiet, unaligned, and stops at the first error.
psql_at() {
  local url=$1
  shift
  psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 --dbname="$url" "$@"
}

# migrate URL: deploys what is not deployed yet, and verifies it.
migrate() { run_sqitch "$1" deploy; }

run_sqitch() {
  local url=$1
  shift
  (
    cd "$SQL_DIR" || exit
    export SQITCH_TARGET="db:pg:${url#*:}"
    # Else sqitch wants to know who deploys.
    export SQITCH_FULLNAME=${SQITCH_FULLNAME:-Liftmark} SQITCH_EMAIL=${SQITCH_EMAIL:-$(id -un)@$(hostname)}
    exec sqitch --quiet "$@"
  )
}
