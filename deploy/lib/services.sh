# shellcheck shell=bash
# Sourced after common.sh: the services as processes. Their pids stand in RUN_DIR, their logs in LOG_DIR. PORT_BASE 7100
# puts workouts on 7103, and its metrics on 8103.

# Every service that the build makes, and its port after the base. Its program is liftmark-NAME, its role liftmark_NAME.
readonly SERVICES=(dossier plans workouts invocations)
readonly -A PORT_OFFSETS=([dossier]=1 [plans]=2 [workouts]=3 [invocations]=4)

service_port() { echo $((PORT_BASE + PORT_OFFSETS[$1])); }
service_metrics_port() { echo $(($(service_port "$1") + 1000)); }

# What one service must know of the others.
service_peers() {
  case $1 in
    workouts) echo "--dossier=127.0.0.1:$(service_port dossier)" ;;
  esac
}

all_service_ports() {
  local name
  for name in "${SERVICES[@]}"; do
    service_port "$name"
    service_metrics_port "$name"
  done
}

# service_pid NAME: fails when it does not run.
service_pid() {
  local pid
  pid=$(cat "$RUN_DIR/$1.pid" 2>/dev/null) || return 1
  # The number may be another process's by now.
  [[ $(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") == *"liftmark-$1 "* ]] || return 1
  echo "$pid"
}

service_is_running() { service_pid "$1" >/dev/null; }
service_has_stopped() { ! service_is_running "$1"; }

# service_start NAME USER BINARY FLAG...: unless this very program with these flags runs.
service_start() {
  local name=$1 user=$2 binary=$3 command
  shift 3
  local flags=("--listen=127.0.0.1:$(service_port "$name")" "--metrics=127.0.0.1:$(service_metrics_port "$name")" "$@")
  mapfile -t -O "${#flags[@]}" flags < <(service_peers "$name")
  command="$(stat --format='%n %Y' "$binary") ${flags[*]}"
  if service_is_running "$name"; then
    [[ $command != "$(cat "$RUN_DIR/$name.command")" ]] || return 0
    service_stop "$name"
  fi
  step "Starting $name"
  (
    ulimit -n "$(ulimit -Hn)"  # each caller is a descriptor
    unset "${!PG@}"            # how the database is administered is not the service's business
    exec_as_user "$user" setsid "$binary" "${flags[@]}"
  ) </dev/null >>"$LOG_DIR/$name.log" 2>&1 &
  echo $! >"$RUN_DIR/$name.pid"
  echo "$command" >"$RUN_DIR/$name.command"
}

# service_wait NAME: until it can do its work.
service_wait() {
  wait_for 60 service_is_ready_or_gone "$1" && service_is_ready "$1" && return
  tail -n 20 "$LOG_DIR/$1.log" >&2
  die "$1 did not get ready; its log is $LOG_DIR/$1.log"
}

service_is_ready() {
  [[ $(curl --silent --max-time 2 "http://127.0.0.1:$(service_metrics_port "$1")/metrics") =~ liftmark_ready(\{[^\}]*\})?\ 1 ]]
}

service_is_ready_or_gone() { service_is_ready "$1" || ! kill -0 "$(cat "$RUN_DIR/$1.pid")" 2>/dev/null; }

# service_stop NAME: asks it to finish its calls, and ends it where it does not.
service_stop() {
  local pid
  if pid=$(service_pid "$1"); then
    kill -TERM "$pid"
    wait_for 40 service_has_stopped "$1" || {
      say "$1 did not stop in time; ending it"
      kill -KILL "$pid"
      wait_for 5 service_has_stopped "$1"
    }
  fi
  rm -f "$RUN_DIR/$1.pid" "$RUN_DIR/$1.command"
}

# The services first: they finish their calls while PostgreSQL answers.
stop_everything() {
  local name
  for name in "${SERVICES[@]}"; do
    ! service_is_running "$name" || step "Stopping $name"
    service_stop "$name"
  done
  if cluster_is_running "$CLUSTER_DIR"; then
    step 'Stopping PostgreSQL'
    cluster_stop "$CLUSTER_DIR"
  fi
}
