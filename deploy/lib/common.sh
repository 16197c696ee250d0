# shellcheck shell=bash
# Sourced: messages, waiting, and running as another user.

# An error inside $(...) ends the script, too.
shopt -s inherit_errexit

step() { printf '==> %s\n' "$*" >&2; }
say() { printf '    %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

is_root() { [[ $EUID -eq 0 ]]; }

# exec_as_user USER COMMAND...: becomes it, from a directory that every user can enter.
exec_as_user() {
  local user=$1
  shift
  cd /
  [[ -z ${LOCK_FD:-} ]] || exec {LOCK_FD}>&-  # a process that stays must not keep the lock
  if is_root && [[ $user != root ]]; then
    exec setpriv --reuid="$user" --regid="$(id -gn "$user")" --init-groups -- "$@"
  fi
  exec "$@"
}

as_user() { (exec_as_user "$@"); }

# wait_for SECONDS COMMAND...: until it succeeds; fails when it has not by then.
wait_for() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# Below the range that the kernel gives to clients; so are the next ones.
random_port() { echo $((20000 + RANDOM % 10000)); }

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Who listens on a port, as far as the caller may know.
port_holder() {
  local holder
  holder=$(ss --no-header --listening --numeric --tcp --processes "sport = :$1" |
    sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/\1 (pid \2)/p' | head -n 1)
  echo "${holder:-a process of another user}"
}

# make_directory PATH OWNER MODE
make_directory() {
  mkdir -p "$1"
  chmod "$3" "$1"
  if is_root; then chown "$2:" "$1"; fi
}
