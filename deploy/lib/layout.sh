# shellcheck shell=bash disable=SC2034  # most of it is read by those who source this
# Sourced after common.sh, cluster.sh: where deploy/up keeps what it makes.

readonly VAR_DIR=$REPOSITORY/var
readonly RUN_DIR=$VAR_DIR/run
readonly LOG_DIR=$VAR_DIR/log
readonly BUILD_DIR=$REPOSITORY/build/release

# A unix socket's address holds 107 bytes; some are left for its name.
readonly MAX_SOCKET_PATH=100

# Services never run as root either.
service_user() { if is_root; then echo liftmark; else id -un; fi; }

# Sets what must be within reach of users that are not root: STATE_DIR and SOCKET_DIR.
choose_state() {
  local reason='' socket=$VAR_DIR/socket/.s.PGSQL.65535
  mkdir -p "$RUN_DIR" "$LOG_DIR"
  STATE_DIR=$VAR_DIR
  SOCKET_DIR=$VAR_DIR/socket
  if (($(printf %s "$socket" | wc -c) > MAX_SOCKET_PATH)); then
    reason="the path of a socket below $VAR_DIR is too long"
  elif ! as_database_user test -x "$VAR_DIR"; then
    reason="$(database_user) cannot reach $VAR_DIR"
  fi
  if [[ -n $reason ]]; then
    STATE_DIR=/var/lib/liftmark
    SOCKET_DIR=/run/liftmark
    if ! is_root && ! [[ -w $STATE_DIR && -w $SOCKET_DIR ]]; then
      die "$reason: use a shorter path, or run as root"
    fi
    say "$reason: PostgreSQL lives in $STATE_DIR, its socket in $SOCKET_DIR"
    mkdir -p "$STATE_DIR"
  fi
  CLUSTER_DIR=$STATE_DIR/postgres
  SECRETS_DIR=$STATE_DIR/secrets
}

# One deploy/up or deploy/down at a time.
lock_state() {
  mkdir -p "$VAR_DIR"
  exec {LOCK_FD}>"$VAR_DIR/lock"
  flock --nonblock "$LOCK_FD" || die 'another deploy/up or deploy/down is at work'
}
