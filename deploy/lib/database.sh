# Sourced after common.sh: what is done to a database, through a URL like postgresql://USER@HOST:PORT/NAME.

readonly SQL_DIR=$REPOSITORY/sql

# The roles that services log in with.
readonly SERVICE_ROLES=(liftmark_dossier liftmark_plans liftmark_workouts liftmark_invocations)

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
    cd "$SQL_DIR"
    export SQITCH_TARGET="db:${url/#postgres*:/pg:}"
    # Else sqitch wants to know who deploys.
    export SQITCH_FULLNAME=${SQITCH_FULLNAME:-Liftmark} SQITCH_EMAIL=${SQITCH_EMAIL:-$(id -un)@$(hostname)}
    exec sqitch --quiet "$@"
  )
}
