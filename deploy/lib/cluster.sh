# shellcheck shell=bash
# Sourced after common.sh: a private PostgreSQL cluster, which is a directory with data/ and server.log.
# Its superuser is `postgres`, whichever user of the system runs it.

readonly POSTGRES_BIN=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root.
database_user() { if is_root; then echo postgres; else id -un; fi; }

as_database_user() { as_user "$(database_user)" "$@"; }

# cluster_create DIR LOCAL_AUTH: initializes it unless it is there. LOCAL_AUTH says who may use the socket: `trust`, or
# `peer`: the caller and the user that runs the server as `postgres`, other roles by password.
cluster_create() {
  local dir=$1 local_auth=$2 user
  [[ ! -d $dir/data ]] || return 0
  user=$(database_user)
  make_directory "$dir" "$user" 0700
  rm -rf "$dir/data.new"
  as_database_user "$POSTGRES_BIN/initdb" --pgdata="$dir/data.new" --username=postgres --encoding=UTF8 \
    --locale=C.UTF-8 --auth=reject --no-instructions >/dev/null
  echo "include 'liftmark.conf'" >>"$dir/data.new/postgresql.conf"
  {
    if [[ $local_auth == peer ]]; then
      echo 'local all postgres peer map=superuser'
      echo 'local all all scram-sha-256'
    else
      echo 'local all all trust'
    fi
    echo 'host all all 127.0.0.1/32 scram-sha-256'
    echo 'host all all ::1/128 scram-sha-256'
  } >"$dir/data.new/pg_hba.conf"
  printf 'superuser %s postgres\n' "$user" root >"$dir/data.new/pg_ident.conf"
  # Under its final name only when it is whole.
  mv "$dir/data.new" "$dir/data"
}

# Megabytes that PostgreSQL keeps of what it reads: a quarter of the memory, as its manual advises, and at most 1 GB.
cluster_buffers() { awk '/^MemTotal:/ { mb = int($2 / 4096); print (mb > 1024 ? 1024 : mb) }' /proc/meminfo; }

# cluster_start DIR SOCKET_DIR PORT [SETTING=VALUE...]: unless it runs with these settings. Waits until it answers.
cluster_start() {
  local dir=$1 socket_dir=$2 port=$3 settings
  shift 3
  settings=$(printf '%s\n' "listen_addresses = '127.0.0.1'" "port = $port" \
    "unix_socket_directories = '${socket_dir//\'/\'\'}'" \
    "shared_buffers = $(cluster_buffers)MB" \
    'log_error_verbosity = terse' "$@")  # the detail of an error holds rows
  if cluster_is_running "$dir"; then
    if [[ $settings == "$(cat "$dir/data/liftmark.conf")" ]]; then
      ! cluster_comes_up "$dir" "$socket_dir" "$port" || return 0
    else
      cluster_stop "$dir"
    fi
  fi
  echo "$settings" >"$dir/data/liftmark.conf"
  make_directory "$socket_dir" "$(database_user)" 0755
  if ! as_database_user "$POSTGRES_BIN/pg_ctl" start --wait --silent --timeout=60 --pgdata="$dir/data" \
    --log="$dir/server.log" >/dev/null; then
    tail -n 20 "$dir/server.log" >&2
    die "PostgreSQL did not start; its log is $dir/server.log"
  fi
}

# cluster_comes_up DIR SOCKET_DIR PORT: waits until the running cluster answers; fails where it ends instead. One that has
# just been killed looks for a moment as if it ran.
cluster_comes_up() {
  local tries=600
  until "$POSTGRES_BIN/pg_isready" --quiet --host="$2" --port="$3"; do
    cluster_is_running "$1" || return 1
    ((tries-- > 0)) || die "PostgreSQL runs but does not answer; its log is $1/server.log"
    sleep 0.1
  done
}

# cluster_stop DIR: stops it if it runs; transactions in flight are rolled back.
cluster_stop() {
  local dir=$1
  cluster_is_running "$dir" || return 0
  as_database_user "$POSTGRES_BIN/pg_ctl" stop --wait --silent --mode=fast --timeout=60 --pgdata="$dir/data"
}

cluster_is_running() {
  [[ -d $1/data ]] && as_database_user "$POSTGRES_BIN/pg_ctl" status --pgdata="$1/data" >/dev/null 2>&1
}

# cluster_pid DIR: "none" where it does not run.
cluster_pid() { if cluster_is_running "$1"; then head -n 1 "$1/data/postmaster.pid"; else echo none; fi; }
