# Sourced: messages, waiting, and running as another user.

step() { printf '==> %s\n' "$*" >&2; }
say() { printf '    %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

is_root() { [[ $EUID -eq 0 ]]; }

# as_user USER COMMAND...: in USER's place when root calls, from a directory that every user can enter.
as_user() {
  local user=$1
  shift
  (
    cd /
    if is_root && [[ $user != root ]]; then
      exec setpriv --reuid="$user" --regid="$(id -gn "$user")" --init-groups -- "$@"
    fi
    exec "$@"
  )
}

# wait_for SECONDS COMMAND...: until it succeeds; fails when it has not by then.
wait_for() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
